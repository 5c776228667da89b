package dev.overdraft.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text broken into lines at blanks. A word that is longer than a line is cut, so no line is ever
 * wider than asked.
 */
final class Paragraph {

  /** How wide prose may be in a terminal, whatever the terminal. */
  static final int COLUMNS = 100;

  private Paragraph() {}

  static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : Plain.line(text).split(" ", -1)) {
      if (!line.isEmpty() && Width.of(line.toString()) + 1 + Width.of(word) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ");
      for (int c : word.codePoints().toArray()) {
        if (Width.of(line.toString()) + Width.of(c) > columns) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.appendCodePoint(c);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** The lines, each behind that indent, each with a line end; at most {@link #COLUMNS} wide. */
  static String indented(String indent, String text) {
    return lines(text, COLUMNS - Width.of(indent)).stream()
        .map(line -> indent + line + "\n")
        .collect(Collectors.joining());
  }
}
