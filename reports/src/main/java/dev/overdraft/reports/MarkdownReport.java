package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.history.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The run in GitHub's Markdown, for a job summary or a pull request: verdict, matrix, what was
 * tested, and the witnesses folded away.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
public final class MarkdownReport {

  private final Matrix matrix;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Matrix matrix) {
    this.matrix = matrix;
  }

  /** The document, with a line end behind it. */
  public static String render(Scoreboard board) {
    var report = new MarkdownReport(Matrix.of(board));
    report.text.append("## Overdraft: ").append(Wording.result(board.grade())).append("\n\n**");
    report.text.append(Markdown.escape(Headline.of(board))).append(".**\n\n");
    report.table();
    report.legend();
    report.facts(board);
    Finding.of(report.matrix).forEach(report::witness);
    report.inconclusive();
    return report.text.toString();
  }

  /** The matrix alone, and one line that says what it was measured on: what a README carries. */
  static String matrix(Scoreboard board) {
    var report = new MarkdownReport(Matrix.of(board));
    report.table();
    report.legend();
    report.text.append(
        Markdown.escape(
            "Seed %d, %s, %s, %d workers, %s cores, JDK %s, %s."
                .formatted(
                    board.run().seed(),
                    engine(board.run()),
                    Fact.durability(board.run()),
                    board.run().workers(),
                    board.run().environment().getOrDefault("cores", "?"),
                    board.run().environment().getOrDefault("jdk", "?"),
                    board.recordedAt().substring(0, Math.min(10, board.recordedAt().length())))));
    return report.text.append('\n').toString();
  }

  private static String engine(Plan plan) {
    boolean postgresql = plan.settings().containsKey("server_version");
    return postgresql ? "PostgreSQL " + Fact.version(plan) : plan.engine();
  }

  private void table() {
    List<String> header = new ArrayList<>(List.of("#", "strategy", "family"));
    List<String> rule = new ArrayList<>(List.of("--:", "---", "---"));
    for (Anomaly anomaly : matrix.anomalies()) {
      header.add(Markdown.escape(anomaly.title()));
      rule.add(":-:");
    }
    for (String contention : matrix.tabled()) {
      header.add(Markdown.escape(Plain.clip(contention, Plain.NAME_COLUMNS)) + " ops/s");
      rule.add("--:");
    }
    if (!matrix.contentions().isEmpty()) {
      header.add("retries/commit");
      rule.add("--:");
    }
    if (matrix.explored()) {
      header.add("explored");
      rule.add(":-:");
    }
    header.add("grade");
    rule.add("---");
    line(header);
    line(rule);
    matrix.rows().forEach(this::row);
    text.append('\n');
  }

  private void row(Matrix.Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.rank());
    cells.add(struck(row, name(row.card())));
    cells.add(Markdown.escape(Plain.clip(row.card().family(), Plain.NAME_COLUMNS)));
    for (Anomaly anomaly : matrix.anomalies()) {
      cells.add(row.entry(anomaly).map(Mark::cell).orElse(""));
    }
    for (String contention : matrix.tabled()) {
      cells.add(struck(row, row.cost(contention).map(Wording::rate).orElse("")));
    }
    if (!matrix.contentions().isEmpty()) {
      cells.add(row.retries(matrix.contentions()));
    }
    if (matrix.explored()) {
      cells.add(Wording.explored(row.card()));
    }
    cells.add(Wording.grade(row.card()));
    line(cells);
  }

  private void line(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void legend() {
    String marks =
        Stream.of(Mark.values())
            .map(mark -> mark.glyph() + " " + mark.meaning())
            .collect(Collectors.joining("; "));
    text.append(Markdown.escape(marks)).append(". Struck out: money is not safe, no rank.");
    if (matrix.sharesRanks()) {
      text.append(' ').append(Wording.SHARED_RANK);
    }
    if (matrix.explored()) {
      text.append(
          " Explored: scenarios in which some interleaving breaks the rule, or the classes of"
              + " interleavings in which none does (all: every one was run).");
    }
    text.append("\n\n");
  }

  private void facts(Scoreboard board) {
    text.append("| tested | |\n| --- | --- |\n");
    for (Fact fact : Fact.of(board)) {
      line(List.of(Markdown.escape(fact.name()), Markdown.escape(fact.value())));
    }
    text.append('\n');
  }

  private void witness(Finding finding) {
    text.append(finding.unexpected() ? "<details open>\n" : "<details>\n")
        .append("<summary>")
        .append(Mark.FOUND.glyph())
        .append(' ')
        .append(name(finding.card()))
        .append(", ")
        .append(Markdown.escape(finding.title() + " (" + finding.standing() + ")"))
        .append("</summary>\n\n")
        .append(Markdown.fence(WitnessText.of(finding.witness(), "")))
        .append("\n</details>\n\n");
  }

  private void inconclusive() {
    for (Matrix.Row row : matrix.rows()) {
      for (Scorecard.Entry entry : row.card().verdicts()) {
        if (entry.grade() == Grade.INCONCLUSIVE) {
          inconclusive(row.card(), entry.anomaly().title() + ": " + Mark.describe(entry));
        }
      }
      for (Scorecard.Explored each : row.leftOpen()) {
        inconclusive(row.card(), "exploring " + each.scenario() + ": " + each.coverage());
      }
    }
  }

  private void inconclusive(Scorecard card, String why) {
    text.append("- inconclusive: ").append(name(card)).append(", ");
    text.append(Markdown.escape(why)).append('\n');
  }

  private static String name(Scorecard card) {
    return Markdown.escape(Plain.clip(card.strategy(), Plain.NAME_COLUMNS));
  }

  private static String struck(Matrix.Row row, String markdown) {
    return row.struck() && !markdown.isEmpty() ? "~~" + markdown + "~~" : markdown;
  }
}
