package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lessons recorded on real servers, and what is written of them. */
@WholeSuite
class LessonIT {

  private static final Pattern JSON =
      Pattern.compile("<script type=\"application/json\" id=\"lesson\">\\s*(.*?)</script>", 32);
  private static final Pattern LINK = Pattern.compile("href=\"(\\d\\d-[^\"]+\\.html)\"");

  private static Engine engine;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private Ran lesson(String... arguments) {
    List<String> all = new ArrayList<>(List.of("lesson"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--engine", engine.target().url(), "--user", engine.target().user()));
    all.addAll(List.of("--out", directory.toString()));
    return Ran.overdraft(all.toArray(String[]::new));
  }

  private static JsonNode json(Path page) throws Exception {
    Matcher found = JSON.matcher(Files.readString(page));
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }

  /**
   * Each linked page is there, carries the lesson, and has both codes or says what it has. At one
   * level: with more of them there are more trees, and the same pages.
   */
  @Test
  void course_twelveLessonsInOrderAndAnIndexThatLeadsToEach() throws Exception {
    Ran ran = lesson("--course", "--isolation", "read-committed");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    String index = Files.readString(directory.resolve("index.html"));
    List<String> links = LINK.matcher(index).results().map(m -> m.group(1)).toList();
    assertThat(index.split("<li>", -1))
        .as("a line for each lesson, and what is before")
        .hasSize(13);
    assertThat(links).hasSizeGreaterThanOrEqualTo(10).isSorted().doesNotHaveDuplicates();
    int both = 0;
    for (String link : links) {
      JsonNode lesson = json(directory.resolve(link));
      assertThat(lesson.path("parts").path(0).path("trees").size()).as(link).isPositive();
      assertThat(Files.size(directory.resolve(link))).as(link).isLessThan(2_000_000);
      both += lesson.path("parts").size() == 2 ? 1 : 0;
    }
    assertThat(both).as("the fix beside it").isEqualTo(links.size());
  }

  @Test
  void lesson_alsoOnMariadb_levelsOfBothServers() throws Exception {
    assumeThat(InstalledMariadb.isInstalled()).as("MariaDB is installed").isTrue();
    Ran ran = lesson("ap-01", "--also", "mariadb");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    List<String> levels = new ArrayList<>();
    try (var pages = Files.list(directory)) {
      JsonNode lesson = json(pages.findFirst().orElseThrow());
      lesson
          .path("parts")
          .path(0)
          .path("trees")
          .forEach(tree -> levels.add(tree.path("level").asText()));
      assertThat(lesson.path("engine").asText()).contains("PostgreSQL", " and ", "MariaDB");
    }
    assertThat(levels).doesNotHaveDuplicates();
    assertThat(levels).anyMatch(level -> level.contains("PostgreSQL"));
    assertThat(levels).anyMatch(level -> level.contains("MariaDB"));
  }
}
