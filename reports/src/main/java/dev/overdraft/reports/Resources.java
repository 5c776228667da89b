package dev.overdraft.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts and styles that pages carry: our own, and uPlot's from its jar. */
final class Resources {

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private Resources() {}

  /** One of our own, beside this class. */
  static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the reports' jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  /** uPlot, whose licence line is its first. */
  static String chartScript() {
    return text(UPLOT + "uPlot.iife.min.js");
  }

  static String chartStyle() {
    return text(UPLOT + "uPlot.min.css");
  }
}
