package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private @TempDir Path directory = Path.of("");

  @Test
  void write_twice_sameThreeFiles() throws IOException {
    Reports.write(directory, Boards.everyVerdict(), ReportsTest::unexpected);
    String first = Files.readString(directory.resolve("report.html"));
    Reports.write(directory, Boards.everyVerdict(), ReportsTest::unexpected);
    assertThat(Files.readString(directory.resolve("report.html"))).isEqualTo(first);
    assertThat(directory.resolve("report.md")).isNotEmptyFile();
    assertThat(directory.resolve("junit.xml")).isNotEmptyFile();
  }

  @Test
  void render_pastRun_sameAsWhenItWasFresh() throws IOException {
    Scoreboard board = Boards.allWell();
    Files.writeString(directory.resolve("verdicts.json"), VerdictsFile.print(board));
    assertThat(Reports.render(directory, ReportsTest::unexpected)).isEqualTo(board);
    assertThat(directory.resolve("report.md")).hasContent(MarkdownReport.render(board));
  }

  /** As a full disk or a kill leaves them. */
  @Test
  void render_sideFilesCutOff_leftOutOrMadeAgain() throws IOException {
    Scoreboard board = Boards.allWell();
    Files.writeString(directory.resolve("verdicts.json"), VerdictsFile.print(board));
    for (String folder : List.of("timeline", "latency", "traces", "history")) {
      Files.createDirectories(directory.resolve(folder));
    }
    String cut = "{\"bucketMillis\":1.0,\"buckets\":[{\"ok\":";
    Files.writeString(directory.resolve("timeline/atomic-update.json"), cut);
    Files.writeString(directory.resolve("timeline/select-for-update.json"), cut);
    Files.writeString(directory.resolve("history/select-for-update.jsonl"), "");
    Files.writeString(
        directory.resolve("latency/atomic-update.hlog"),
        "#[Histogram log format version 1.3]\nTag=ok,0.1,0.1,0.5,HISTFAAAA");
    Files.writeString(directory.resolve("traces/atomic-update.x.jsonl"), "{\"type\":\"witn");
    List<String> told = new ArrayList<>();
    assertThat(Reports.render(directory, told::add)).isEqualTo(board);
    assertThat(told)
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).contains("timeline/atomic-update.json cannot be read: "),
            each -> assertThat(each).contains("latency/atomic-update.hlog cannot be read: "),
            each -> assertThat(each).contains("traces/atomic-update.x.jsonl cannot be read: "));
    assertThat(directory.resolve("report.html")).isNotEmptyFile();
    assertThat(TimelineFile.read(directory, "select-for-update")).isPresent();
  }

  @Test
  void write_notPossible_leavesWhatWasThere() throws IOException {
    Path file = Files.writeString(directory.resolve("report.md"), "before");
    Files.createDirectories(directory.resolve("report.md.part/taken"));
    assertThatIOException().isThrownBy(() -> WholeFile.write(file, "after"));
    assertThat(file).hasContent("before");
  }

  @Test
  void compare_costsCutOff_namesTheFile() throws IOException {
    Files.writeString(directory.resolve("verdicts.json"), VerdictsFile.print(Boards.allWell()));
    Files.writeString(directory.resolve("costs.json"), "{\"yardstick\":{\"time\":[1.0,");
    assertThatIOException()
        .isThrownBy(() -> Snapshot.read(directory))
        .withMessageContaining("costs.json");
  }

  private static void unexpected(String told) {
    throw new AssertionError(told);
  }

  @Test
  void appendStepSummary_given_appendsBehindWhatIsThere() throws IOException {
    Path summary = Files.writeString(directory.resolve("summary.md"), "before\n");
    Reports.appendStepSummary("## After", Map.of(Reports.STEP_SUMMARY, summary.toString()));
    assertThat(summary).hasContent("before\n## After\n");
  }

  @Test
  void appendStepSummary_notGiven_writesNothing() throws IOException {
    Reports.appendStepSummary("## After", Map.of());
    assertThat(directory).isEmptyDirectory();
  }
}
