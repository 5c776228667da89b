package dev.overdraft.reports;

import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;

/** What picocli's styles lack: a line through the text; and paint that never reads the text. */
enum Ink implements IStyle {
  /** SGR 9, ECMA-48 8.3.117: characters still legible but marked as to be deleted. */
  STRUCK(9, 29);

  private final int on;
  private final int off;

  Ink(int on, int off) {
    this.on = on;
    this.off = off;
  }

  @Override
  public String on() {
    return CSI + on + "m";
  }

  @Override
  public String off() {
    return CSI + off + "m";
  }

  /** The text in those styles, or as it is where there are none. Styles never overlap. */
  static String paint(Ansi ansi, String text, List<? extends IStyle> styles) {
    if (!ansi.enabled() || styles.isEmpty() || text.isEmpty()) {
      return text;
    }
    var painted = new StringBuilder();
    styles.forEach(style -> painted.append(style.on()));
    painted.append(text);
    styles.forEach(style -> painted.append(style.off()));
    return painted.toString();
  }
}
