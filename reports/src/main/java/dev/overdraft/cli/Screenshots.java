package dev.overdraft.cli;

import dev.overdraft.browser.Chromium;
import dev.overdraft.browser.Photographer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The pictures of a page that a README shows. */
final class Screenshots {

  private static final int WIDE = 1360;
  private static final int NARROW = 420;

  private Screenshots() {}

  /** First screen wide and narrow, light and dark; charts and a witness. */
  static void of(Path page, Path folder) throws IOException, InterruptedException {
    URI address = page.toAbsolutePath().toUri();
    Path binary =
        Chromium.find()
            .orElseThrow(
                () ->
                    new UsageException(
                        "screenshots need a browser: install Debian's package 'chromium'"));
    try (Chromium browser = Chromium.start(binary)) {
      take(browser, address, "", WIDE, 900, false, folder.resolve("report-light.png"));
      take(browser, address, "", WIDE, 900, true, folder.resolve("report-dark.png"));
      take(browser, address, "", NARROW, 900, false, folder.resolve("report-narrow.png"));
      take(browser, address, "price", WIDE, 900, false, folder.resolve("report-price.png"));
      take(browser, address, "evidence", WIDE, 900, false, folder.resolve("report-evidence.png"));
      take(browser, address, "timeline", WIDE, 640, false, folder.resolve("report-timeline.png"));
    }
  }

  private static void take(
      Chromium browser, URI page, String anchor, int width, int height, boolean dark, Path file)
      throws IOException, InterruptedException {
    Photographer.take(browser, page, anchor, width, height, dark, file);
  }
}
