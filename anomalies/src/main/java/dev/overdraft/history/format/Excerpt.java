package dev.overdraft.history.format;

import java.nio.charset.StandardCharsets;

/** A piece of a file that can be shown on a terminal: short, and without control characters. */
final class Excerpt {
  private static final int LONGEST = 40;

  private Excerpt() {}

  static String of(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + LONGEST * 2);
    return of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
  }

  /** A parser's message, its first line only: what follows repeats the file. */
  static String sentence(String message) {
    String first = message.lines().findFirst().orElse("");
    return first.length() > 4 * LONGEST ? first.substring(0, 4 * LONGEST) + "…" : first;
  }

  static String of(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '?' : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
  }
}
