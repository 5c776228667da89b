package dev.overdraft.reports;

/**
 * Data as text that can be shown: no control characters, no halves of surrogate pairs, nothing that
 * turns the direction of the text around it.
 *
 * <p>Names and messages come from user code and from servers. An escape sequence would drive the
 * terminal, a NUL is illegal in XML, and an override such as U+202E makes a line read backwards.
 * Each such character becomes U+FFFD, visibly.
 *
 * @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, 2.2 Characters</a>
 */
public final class Plain {

  /** How much of a name is shown where the whole would drown what is around it. */
  static final int NAME_COLUMNS = 40;

  private static final int REPLACEMENT = 0xFFFD;

  private Plain() {}

  /** The text with its line breaks. */
  static String text(String data) {
    var plain = new StringBuilder(data.length());
    data.codePoints()
        .forEach(c -> plain.appendCodePoint(c == '\n' || showable(c) ? c : REPLACEMENT));
    return plain.toString();
  }

  /** The text on one line, each run of white space one blank. */
  public static String line(String data) {
    return text(data.replaceAll("[\\s\u2028\u2029]+", " ").strip());
  }

  /** The text on one line of at most so many columns; what was cut off is an ellipsis. */
  public static String clip(String data, int columns) {
    String line = line(data);
    if (Width.of(line) <= columns) {
      return line;
    }
    var clipped = new StringBuilder();
    int used = 1;
    for (int c : line.codePoints().toArray()) {
      used += Width.of(c);
      if (used > columns) {
        break;
      }
      clipped.appendCodePoint(c);
    }
    return clipped.append('…').toString();
  }

  /** Whether a character is fit to be shown; a line break is not. */
  static boolean showable(int c) {
    boolean turnsText = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean noCharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return !turnsText
        && !noCharacter
        && !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE
        && c != 0x2028
        && c != 0x2029;
  }
}
