package dev.overdraft.reports;

import dev.overdraft.check.Witness;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * A witness in plain characters: the sentence, the money, the versions of the rows, and what each
 * operation did, in lanes side by side with time running downwards.
 *
 * <p>At most three lanes fit {@link Paragraph#COLUMNS} columns; more operations are named, and
 * drawn by the page.
 */
final class WitnessText {

  private static final int LANES = 3;
  private static final int TIME_COLUMNS = 9;
  private static final String RULE = " │ ";

  private WitnessText() {}

  /** All of it, each line behind the indent. */
  static String of(Witness witness, String indent) {
    var text = new StringBuilder(Paragraph.indented(indent, witness.sentence()));
    text.append(indent).append("money: ").append(Wording.money(witness.cents())).append('\n');
    for (RowVersion row : witness.rows()) {
      text.append(
          Paragraph.indented(
              indent,
              "account %d revision %d holds %d, written by %s"
                  .formatted(row.account(), row.revision(), row.cents(), Wording.writer(row))));
    }
    return text.append(lanes(witness, indent)).toString();
  }

  private static String lanes(Witness witness, String indent) {
    List<Witness.Culprit> culprits = witness.culprits().stream().limit(LANES).toList();
    if (culprits.isEmpty() || witness.steps().isEmpty()) {
      return "";
    }
    int free = Paragraph.COLUMNS - Width.of(indent) - TIME_COLUMNS;
    int width = free / culprits.size() - Width.of(RULE);
    var text = new StringBuilder("\n");
    long first = witness.steps().get(0).nanos();
    append(text, indent, "µs", culprits.stream().map(WitnessText::heading).toList(), width);
    String rule = "─".repeat(width);
    text.append(indent).append("─".repeat(TIME_COLUMNS));
    culprits.forEach(c -> text.append("─┼─").append(rule));
    text.append('\n');
    for (Witness.Step step : witness.steps()) {
      List<String> cells = new ArrayList<>();
      for (Witness.Culprit culprit : culprits) {
        cells.add(culprit.operationId() == step.operationId() ? cell(step) : "");
      }
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        append(text, indent, micros(step.nanos() - first), cells, width);
      }
    }
    int more = witness.culprits().size() - LANES;
    if (more > 0) {
      text.append(indent).append("not drawn: ").append(Wording.plural(more, "operation"));
      text.append('\n');
    }
    return text.toString();
  }

  static String micros(long nanos) {
    return Wording.count(nanos / 1000);
  }

  /** Who it is: {@code #17 transfer 1→2 50 (process 3, ok, 2 attempts)}. */
  private static String heading(Witness.Culprit c) {
    return "#%d %s (process %d, %s, %s)"
        .formatted(
            c.operationId(),
            c.text(),
            c.process(),
            c.outcome(),
            Wording.plural(c.attempts(), "attempt"));
  }

  private static String cell(Witness.Step step) {
    return step.sql().isEmpty()
        ? step.kind() + (step.text().equals(step.kind()) ? "" : " " + step.text())
        : step.kind() + ": " + step.sql() + " → " + step.text();
  }

  private static void append(
      StringBuilder text, String indent, String time, List<String> cells, int width) {
    List<List<String>> columns = cells.stream().map(c -> Paragraph.lines(c, width)).toList();
    int height = columns.stream().mapToInt(List::size).max().orElse(0);
    for (int at = 0; at < height; at++) {
      String stamp = at == 0 ? time : "";
      var line = new StringBuilder(Width.blanks(TIME_COLUMNS - Width.of(stamp)) + stamp);
      for (List<String> column : columns) {
        String part = at < column.size() ? column.get(at) : "";
        line.append(RULE).append(Width.padRight(part, width));
      }
      text.append(indent).append(line.toString().stripTrailing()).append('\n');
    }
  }
}
