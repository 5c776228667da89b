package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import java.nio.charset.StandardCharsets;

/**
 * What a file is, by its first bytes.
 *
 * @param bank whether it is a bank in Overdraft's own format, with row versions
 */
record Sniff(Format format, boolean bank) {

  static Sniff of(byte[] head) throws HistoryFormatException {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    int at = begin(text);
    if (at == text.length()) {
      throw new HistoryFormatException(1, "there is nothing in it");
    }
    char first = text.charAt(at);
    if ((first == 'r' || first == 'w') && text.indexOf('(', at) > 0) {
      return new Sniff(Format.TEXT, false);
    }
    if (first != '{' && first != '[' && first != '#' && first != '(') {
      throw new HistoryFormatException(
          text.substring(0, at).lines().count() + (at == 0 ? 1 : 0),
          "neither EDN nor JSON nor plain text: it begins with '%s'"
              .formatted(Excerpt.of(text.substring(at, Math.min(text.length(), at + 12)))));
    }
    return json(text, at) ? own(text, at) : new Sniff(Format.EDN, false);
  }

  /** Where the first value begins: after space and comments of either kind. */
  private static int begin(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';' || c == '#' && at + 1 < text.length() && text.charAt(at + 1) == ' ') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c) || c == ',') {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /** JSON's keys are strings with a colon after them; EDN's are keywords. */
  private static boolean json(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\r\n[{".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length() || text.charAt(at) != '"') {
      return at < text.length() && text.charAt(from) != '#' && text.charAt(at) == ']';
    }
    int colon = text.indexOf('"', at + 1) + 1;
    while (colon > 0 && colon < text.length() && Character.isWhitespace(text.charAt(colon))) {
      colon++;
    }
    return colon == 0 || colon == text.length() || text.charAt(colon) == ':';
  }

  private static Sniff own(String text, int at) {
    String line = text.substring(at).lines().findFirst().orElse("");
    boolean own = line.matches("\\{\\s*\"type\"\\s*:\\s*\"opening\".*");
    if (!own) {
      return new Sniff(Format.JSON, false);
    }
    return new Sniff(Format.OVERDRAFT, !line.contains("\"workload\""));
  }
}
