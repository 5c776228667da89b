package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;
import java.util.Locale;

/** Every number of the run in one table that sorts: a line for each strategy and anomaly. */
final class HtmlRaw {

  private final Html html;
  private final Matrix matrix;

  HtmlRaw(Html html, Matrix matrix) {
    this.html = html;
    this.matrix = matrix;
  }

  void write() {
    html.open("section", "id", "raw").element("h2", "Raw numbers");
    html.open("details").element("summary", "All verdicts as one table; a heading sorts it");
    html.table("Verdicts", "plain sortable");
    html.columns(
        "strategy",
        "anomaly",
        "verdict",
        "seen",
        "chances",
        "at most %",
        "claim",
        "grade",
        "ok",
        "fail",
        "info",
        "retries");
    for (Matrix.Row row : matrix.rows()) {
      for (Scorecard.Entry entry : row.card().verdicts()) {
        line(row.card(), entry);
      }
    }
    html.close().endTable().close().close();
  }

  private void line(Scorecard card, Scorecard.Entry entry) {
    html.open("tr");
    html.data("th", Plain.clip(card.strategy(), Plain.NAME_COLUMNS), "scope", "row");
    html.element("td", entry.anomaly().id()).element("td", entry.verdict().word());
    number(entry.verdict().count());
    number(entry.verdict().chances());
    html.element("td", atMost(entry), "class", "number");
    html.element("td", entry.claim().word()).element("td", entry.grade().word());
    number(card.operations().ok());
    number(card.operations().fail());
    number(card.operations().info());
    number(card.operations().retries());
    html.close();
  }

  private static String atMost(Scorecard.Entry entry) {
    long chances = entry.verdict().chances();
    return chances == 0
        ? ""
        : String.format(
            Locale.ROOT, "%.4g", 100 * Chance.upperBound(entry.verdict().count(), chances));
  }

  private void number(long value) {
    html.element("td", Wording.count(value), "class", "number");
  }
}
