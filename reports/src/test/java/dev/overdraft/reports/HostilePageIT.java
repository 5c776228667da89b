package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overdraft.browser.BrowserPage;
import dev.overdraft.browser.Chromium;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names and values that would be markup, in a browser: shown as text, and nothing breaks. Names of
 * which one begins like another: each keeps its own evidence.
 */
@Tag("browser")
class HostilePageIT {

  @TempDir Path directory;

  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> binary = Chromium.find();
    Assumptions.assumeTrue(
        binary.isPresent(), "there is no browser: install Debian's package 'chromium'");
    browser = Chromium.start(binary.get());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @WholeSuite
  @Test
  void report_hostileEverywhere_textOnlyAndNothingOverflows() throws Exception {
    for (String data : HostileDataTest.hostile()) {
      Files.writeString(
          page(data),
          HtmlReport.render(HostileDataTest.everywhere(data), HostileAttachments.of(data)));
    }
    assertAllQuiet();
  }

  @WholeSuite
  @Test
  void lesson_hostileEverywhere_textOnlyAndNothingOverflows() throws Exception {
    for (String data : HostileDataTest.hostile()) {
      Files.writeString(
          page(data), LessonPages.page(HostileLesson.of(data), LessonPages.Place.alone()));
    }
    assertAllQuiet();
  }

  @Test
  void report_namesThatBeginAlike_eachOffersItsOwnSlice() throws Exception {
    String longName = "a".repeat(100);
    List<String> names = List.of("a", "a-b", "a@serializable", longName, longName + "b");
    Path page = directory.resolve("alike.html");
    Files.writeString(
        page,
        HtmlReport.render(
            Boards.board(
                names.stream().map(name -> Boards.renamed(Boards.broken(), name)).toList())));
    try (BrowserPage opened = browser.page(1400, 900, false)) {
      opened.open(page.toUri());
      JsonNode offered =
          opened.evaluate(
              """
              (async () => {
                const offered = [];
                let blob;
                URL.createObjectURL = (made) => { blob = made; return '#'; };
                HTMLAnchorElement.prototype.click = () => {};
                for (const article of document.querySelectorAll('article.finding')) {
                  [...article.querySelectorAll('button')]
                    .find((each) => each.textContent.startsWith('Download this slice')).click();
                  const slice = JSON.parse((await blob.text()).split('\\n')[0]);
                  offered.push(`${article.id} ${slice.strategy} ${slice.anomaly}`);
                }
                return offered;
              })()
              """);
      assertThat(offered)
          .extracting(JsonNode::asText)
          .filteredOn(each -> each.endsWith("lost-update"))
          .containsExactly(
              "found-a-lost-update a lost-update",
              "found-a-b-lost-update a-b lost-update",
              "found-a-serializable-lost-update a@serializable lost-update",
              "found-%s-lost-update %s lost-update".formatted("a".repeat(60), longName),
              "found-%s-2-lost-update %sb lost-update".formatted("a".repeat(60), longName));
    }
  }

  private Path page(String data) {
    return directory.resolve(HostileDataTest.hostile().indexOf(data) + ".html");
  }

  /** All of them are opened in one tab of each size: a new tab takes longer than a page. */
  private void assertAllQuiet() throws Exception {
    for (int width : List.of(1400, 390)) {
      try (BrowserPage opened = browser.page(width, 900, false)) {
        for (String data : HostileDataTest.hostile()) {
          opened.open(page(data).toUri());
          assertQuiet(opened, data.substring(0, Math.min(30, data.length())), width);
        }
      }
    }
  }

  private static void assertQuiet(BrowserPage opened, String start, int width) throws Exception {
    opened.evaluate("document.querySelector('.actor .go')?.click(); 1");
    assertThat(opened.problems()).as(start).isEmpty();
    assertThat(
            opened
                .evaluate(
                    "document.querySelectorAll('img, main script:not([type=\"application/json\"])').length")
                .asInt())
        .as(start)
        .isZero();
    assertThat(opened.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
        .as("%s at %d is wider than the page", start, width)
        .isLessThanOrEqualTo(0);
  }
}
