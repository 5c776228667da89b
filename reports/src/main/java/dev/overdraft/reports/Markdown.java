package dev.overdraft.reports;

/** Data inside Markdown, so that it is read as text and by nothing as markup. */
final class Markdown {

  private static final String PUNCTUATION = "\\`*_{}[]|~#";
  private static final int SHORTEST_FENCE = 3;

  private Markdown() {}

  /** One line; safe in prose, in a table's cell and between HTML tags. */
  static String escape(String data) {
    var escaped = new StringBuilder();
    Plain.line(data)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                default -> {
                  escaped.append(PUNCTUATION.indexOf(c) < 0 ? "" : "\\");
                  escaped.appendCodePoint(c);
                }
              }
            });
    return escaped.toString();
  }

  /** Lines as they are, between fences longer than any run of backticks within. */
  static String fence(String data) {
    String plain = Plain.text(data);
    int longest = 0;
    int run = 0;
    for (int at = 0; at < plain.length(); at++) {
      run = plain.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
    return fence + "text\n" + plain + fence + "\n";
  }
}
