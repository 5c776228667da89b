package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.browser.BrowserPage;
import dev.overdraft.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and values that would be markup, in a browser: shown as text, and nothing breaks. */
@Tag("browser")
class HostilePageIT {

  @TempDir Path directory;

  @Test
  void report_hostileEverywhere_textOnlyAndNothingOverflows() throws Exception {
    try (Chromium browser = browser()) {
      for (String data : HostileDataTest.hostile()) {
        Path page = directory.resolve("report.html");
        Files.writeString(
            page, HtmlReport.render(HostileDataTest.everywhere(data), HostileAttachments.of(data)));
        assertQuiet(browser, page, data);
      }
    }
  }

  @Test
  void lesson_hostileEverywhere_textOnlyAndNothingOverflows() throws Exception {
    try (Chromium browser = browser()) {
      for (String data : HostileDataTest.hostile()) {
        Path page = directory.resolve("lesson.html");
        Files.writeString(
            page, LessonPages.page(HostileLesson.of(data), LessonPages.Place.alone()));
        assertQuiet(browser, page, data);
      }
    }
  }

  private static void assertQuiet(Chromium browser, Path page, String data) throws Exception {
    String start = data.substring(0, Math.min(30, data.length()));
    for (int width : List.of(1400, 390)) {
      try (BrowserPage opened = browser.page(width, 900, false)) {
        opened.open(page.toUri());
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
  }

  private static Chromium browser() throws Exception {
    Optional<Path> binary = Chromium.find();
    Assumptions.assumeTrue(
        binary.isPresent(), "there is no browser: install Debian's package 'chromium'");
    return Chromium.start(binary.get());
  }
}
