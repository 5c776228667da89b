package dev.overdraft.reports;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;

/**
 * Columns as wide as their widest cell, numbers to the right. Widths are those of the text without
 * its colours.
 */
final class Grid {

  private static final String GAP = "  ";

  private final List<Align> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  Grid(List<Align> columns) {
    this.columns = List.copyOf(columns);
  }

  /** To which edge of its column a text clings. */
  enum Align {
    LEFT,
    RIGHT
  }

  /** A text on one line, and how to paint it. */
  record Cell(String text, List<IStyle> styles) {
    Cell {
      styles = List.copyOf(styles);
    }

    static Cell of(String text, IStyle... styles) {
      return new Cell(text, List.of(styles));
    }
  }

  void add(List<Cell> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(row.size() + " cells in " + columns.size() + " columns");
    }
    rows.add(List.copyOf(row));
  }

  /** The lines, each with a line end, none with a blank before it. */
  String render(Ansi ansi) {
    var text = new StringBuilder();
    for (List<Cell> row : rows) {
      var line = new StringBuilder();
      for (int at = 0; at < row.size(); at++) {
        Cell cell = row.get(at);
        String blanks = Width.blanks(width(at) - Width.of(cell.text()));
        String painted = Ink.paint(ansi, cell.text(), cell.styles());
        line.append(at == 0 ? "" : GAP)
            .append(columns.get(at) == Align.RIGHT ? blanks + painted : painted + blanks);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> Width.of(row.get(column).text())).max().orElse(0);
  }
}
