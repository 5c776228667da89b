package dev.overdraft.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes pictures of pages for a README or a slide: wide and narrow, light and dark. */
public final class Photographer {

  private Photographer() {}

  /**
   * Writes one picture of what a person sees at first, or at an element.
   *
   * @param anchor an element's id to scroll to, unfolded; empty for the page's top
   */
  public static void take(
      Chromium browser, URI page, String anchor, int width, int height, boolean dark, Path file)
      throws IOException, InterruptedException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (BrowserPage opened = browser.page(width, height, dark)) {
      opened.open(anchor.isEmpty() ? page : URI.create(page + "#" + anchor));
      opened.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150)))");
      opened.photograph(file);
    }
  }
}
