package dev.overdraft.reports;

import java.lang.Character.UnicodeScript;

/**
 * How many terminal columns a text takes: marks that combine take none, East Asian wide characters
 * and pictographs two, all others one.
 *
 * <p>An approximation by script rather than by Unicode's table, which the JDK does not carry;
 * sequences that a terminal joins into one picture are counted by their parts.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode Standard Annex 11</a>
 */
final class Width {
  private Width() {}

  static int of(String text) {
    return text.codePoints().map(Width::of).sum();
  }

  static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(c) ? 2 : 1;
    };
  }

  /** The text followed by as many blanks as it takes to fill the columns. */
  static String padRight(String text, int columns) {
    return text + blanks(columns - of(text));
  }

  static String blanks(int columns) {
    return " ".repeat(Math.max(0, columns));
  }

  private static boolean wide(int c) {
    boolean fullwidth = (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6);
    boolean punctuation = c >= 0x3000 && c <= 0x303E;
    boolean pictograph = c >= 0x1F300 && c <= 0x1FAFF;
    if (fullwidth || punctuation || pictograph) {
      return true;
    }
    UnicodeScript script = UnicodeScript.of(c);
    boolean halfwidth = c >= 0xFF61 && c <= 0xFFDC;
    return !halfwidth
        && (script == UnicodeScript.HAN
            || script == UnicodeScript.HIRAGANA
            || script == UnicodeScript.KATAKANA
            || script == UnicodeScript.HANGUL);
  }
}
