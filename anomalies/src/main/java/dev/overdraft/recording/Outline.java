package dev.overdraft.recording;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement's text with everything blanked out in which a keyword is no keyword: comments become
 * spaces, and every character of a literal or of a quoted name becomes a {@code q}. As long as the
 * text itself, so that a place in one is a place in the other.
 *
 * <p>Limits: a text with dollar quotes, escape strings or nested comments, or one that ends inside
 * of something, has no outline; nor has one of several statements.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-syntax-lexical.html">PostgreSQL 18, 4.1</a>
 */
final class Outline {

  private static final Pattern TOKEN =
      Pattern.compile("--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"", Pattern.DOTALL);
  private static final Pattern UNFINISHED = Pattern.compile("/\\*|\\*/|['\"]");
  private static final Pattern TAIL = Pattern.compile("[\\s;]*$");

  private Outline() {}

  static Optional<String> of(String sql) {
    // A dollar quotes, and a backslash matters, only where we would have to know how.
    if (sql.indexOf('$') >= 0 || sql.indexOf('\\') >= 0) {
      return Optional.empty();
    }
    var outline = new StringBuilder(sql);
    Matcher token = TOKEN.matcher(sql);
    while (token.find()) {
      boolean comment = sql.charAt(token.start()) == '-' || sql.charAt(token.start()) == '/';
      if (comment && sql.substring(token.start() + 2, token.end()).contains("/*")) {
        return Optional.empty();
      }
      blank(outline, token.start(), token.end(), comment ? ' ' : 'q');
    }
    String blanked = outline.toString();
    boolean several = blanked.substring(0, end(blanked)).indexOf(';') >= 0;
    return several || UNFINISHED.matcher(blanked).find() ? Optional.empty() : Optional.of(blanked);
  }

  /** Where the statement ends, and only spaces and semicolons follow. */
  static int end(String outline) {
    Matcher tail = TAIL.matcher(outline);
    return tail.find() ? tail.start() : outline.length();
  }

  /** The outline with what stands between parentheses blanked out too: its uppermost level. */
  static String top(String outline) {
    var top = new StringBuilder(outline);
    int depth = 0;
    for (int at = 0; at < outline.length(); at++) {
      char c = outline.charAt(at);
      if (c == ')') {
        depth--;
      }
      if (depth > 0) {
        top.setCharAt(at, 'q');
      }
      if (c == '(') {
        depth++;
      }
    }
    return top.toString();
  }

  private static void blank(StringBuilder text, int from, int to, char with) {
    for (int at = from; at < to; at++) {
      text.setCharAt(at, with);
    }
  }
}
