package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.reports.Grid.Align;
import dev.overdraft.reports.Grid.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The run for a terminal: the verdict first, then what was tested, one table, and the evidence.
 *
 * <p>Prose is at most 100 columns wide; the table is as wide as it must be. Nothing in it depends
 * on colour: without it, a strategy that does not count reads {@code ~name~}.
 */
public final class TerminalTable {

  private static final int FAMILY_COLUMNS = 16;

  private final Matrix matrix;
  private final Ansi ansi;

  private TerminalTable(Matrix matrix, Ansi ansi) {
    this.matrix = matrix;
    this.ansi = ansi;
  }

  /** The whole report, with a line end behind it; no escape sequence unless ANSI is on. */
  public static String render(Scoreboard board, Ansi ansi) {
    Matrix matrix = Matrix.of(board);
    return headline(board, ansi)
        + "\n"
        + facts(board, ansi)
        + "\n"
        + new TerminalTable(matrix, ansi).table()
        + legend(matrix)
        + TerminalEvidence.render(matrix, ansi);
  }

  private static String headline(Scoreboard board, Ansi ansi) {
    Grade grade = board.grade();
    String result = Wording.result(grade) + ".";
    return Ink.paint(ansi, result, List.of(Style.bold, colour(grade)))
        + "\n"
        + Paragraph.indented("", Headline.of(board) + ".");
  }

  private static String facts(Scoreboard board, Ansi ansi) {
    var text = new StringBuilder();
    for (Fact fact : Fact.of(board)) {
      String name = Width.padRight(fact.name(), 12);
      String value = Paragraph.indented(Width.blanks(12), fact.value());
      text.append(Ink.paint(ansi, name, List.of(Style.faint))).append(value.substring(12));
    }
    return text.toString();
  }

  private String table() {
    List<Align> columns = new ArrayList<>(List.of(Align.RIGHT, Align.LEFT, Align.LEFT));
    matrix.anomalies().forEach(anomaly -> columns.add(Align.LEFT));
    matrix.tabled().forEach(contention -> columns.add(Align.RIGHT));
    if (!matrix.contentions().isEmpty()) {
      columns.add(Align.RIGHT);
    }
    if (matrix.explored()) {
      columns.add(Align.LEFT);
    }
    columns.add(Align.LEFT);
    Grid grid = new Grid(columns);
    grid.add(header());
    matrix.rows().forEach(row -> grid.add(line(row)));
    return grid.render(ansi);
  }

  private List<Cell> header() {
    List<String> names = new ArrayList<>(List.of("#", "strategy", "family"));
    matrix.anomalies().forEach(anomaly -> names.add(Wording.column(anomaly)));
    matrix.tabled().forEach(contention -> names.add(Plain.clip(contention, 12) + " ops/s"));
    if (!matrix.contentions().isEmpty()) {
      names.add("retries");
    }
    if (matrix.explored()) {
      names.add("explored");
    }
    names.add("grade");
    return names.stream().map(name -> Cell.of(name, Style.bold)).toList();
  }

  private List<Cell> line(Matrix.Row row) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(row.rank()));
    cells.add(name(row));
    cells.add(Cell.of(Plain.clip(row.card().family(), FAMILY_COLUMNS)));
    for (Anomaly anomaly : matrix.anomalies()) {
      cells.add(row.entry(anomaly).map(TerminalTable::cell).orElse(Cell.of("")));
    }
    IStyle[] cost = row.struck() ? new IStyle[] {Ink.STRUCK, Style.faint} : new IStyle[0];
    for (String contention : matrix.tabled()) {
      Optional<Scorecard.Cost> measured = row.cost(contention);
      cells.add(Cell.of(measured.map(Wording::rate).orElse(""), cost));
    }
    if (!matrix.contentions().isEmpty()) {
      cells.add(Cell.of(row.retries(matrix.contentions())));
    }
    if (matrix.explored()) {
      cells.add(Cell.of(Wording.explored(row.card())));
    }
    cells.add(Cell.of(Wording.grade(row.card()), colour(row.card().grade())));
    return cells;
  }

  private Cell name(Matrix.Row row) {
    String name = Plain.clip(row.card().strategy(), Plain.NAME_COLUMNS);
    if (!row.struck()) {
      return Cell.of(name);
    }
    return ansi.enabled() ? Cell.of(name, Ink.STRUCK) : Cell.of("~" + name + "~");
  }

  private static Cell cell(Scorecard.Entry entry) {
    return Cell.of(Mark.cell(entry), colour(entry.grade()));
  }

  private static IStyle colour(Grade grade) {
    return switch (grade) {
      case PASS -> Style.fg_green;
      case FAIL -> Style.fg_red;
      case INCONCLUSIVE -> Style.fg_yellow;
    };
  }

  private static String legend(Matrix matrix) {
    String marks =
        Stream.of(Mark.values())
            .map(mark -> mark.glyph() + " " + mark.meaning() + "\n")
            .collect(Collectors.joining());
    String columns =
        matrix.anomalies().stream()
            .map(a -> Wording.column(a) + " = " + a.title() + " (" + a.code() + ")")
            .collect(Collectors.joining("; "));
    String cost =
        matrix.contentions().isEmpty()
            ? ""
            : " ops/s = committed operations per second ± 99.9 % interval; retries = per commit, "
                + matrix.contentions().get(0)
                + ".";
    String explored =
        matrix.explored()
            ? " explored = scenarios in which some interleaving breaks the rule, or the classes of"
                + " interleavings in which none does (all: every one was run)."
            : "";
    String shared = matrix.sharesRanks() ? " " + Wording.SHARED_RANK : "";
    return "\n" + marks + Paragraph.indented("", columns + "." + cost + shared + explored);
  }
}
