package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;

/** The page's matrix: strategy by anomaly by cost, each cell a link to what it rests on. */
final class HtmlMatrix {

  private final Html html;
  private final Matrix matrix;
  private final Anchors anchors;

  HtmlMatrix(Html html, Matrix matrix, Anchors anchors) {
    this.html = html;
    this.matrix = matrix;
    this.anchors = anchors;
  }

  void write() {
    html.open("section", "id", "matrix").element("h2", "Strategies");
    html.table("Strategy by anomaly by cost; every sign links to its evidence", "matrix");
    html.open("thead").open("tr");
    html.element("th", "#", "scope", "col", "aria-label", "rank", "class", "number");
    html.element("th", "strategy", "scope", "col").element("th", "family", "scope", "col");
    for (Anomaly anomaly : matrix.anomalies()) {
      html.element("th", anomaly.title(), "scope", "col", "class", "sign");
    }
    for (String contention : matrix.contentions()) {
      String name = Plain.clip(contention, Plain.NAME_COLUMNS);
      html.data("th", name + ", committed/s", "scope", "col", "class", "number");
    }
    if (!matrix.contentions().isEmpty()) {
      html.element("th", "retries per commit", "scope", "col", "class", "number");
    }
    if (matrix.explored()) {
      html.element("th", "explored", "scope", "col", "class", "sign");
    }
    html.element("th", "grade", "scope", "col").close().close().open("tbody");
    matrix.rows().forEach(this::row);
    html.close().endTable();
    if (matrix.contentions().isEmpty()) {
      html.element("p", "No benchmark belongs to this run, so nothing is ranked.", "class", "note");
    }
    html.close();
  }

  private void row(Matrix.Row row) {
    Scorecard card = row.card();
    html.open("tr", "class", row.struck() ? "unsafe" : "safe");
    html.element("td", row.rank(), "class", "number");
    html.open("th", "scope", "row").open("a", "href", "#" + anchors.strategy(card));
    html.open(row.struck() ? "s" : "span").open("bdi");
    html.text(Plain.clip(card.strategy(), Plain.NAME_COLUMNS)).close().close().close();
    if (row.struck()) {
      html.element("span", card.control() ? "broken on purpose" : "unsafe", "class", "aside");
    }
    html.close();
    html.data("td", Plain.clip(card.family(), Plain.NAME_COLUMNS));
    for (Anomaly anomaly : matrix.anomalies()) {
      html.open("td", "class", "sign");
      row.entry(anomaly).ifPresent(entry -> sign(card, entry));
      html.close();
    }
    for (String contention : matrix.contentions()) {
      html.open("td", "class", "number").open(row.struck() ? "s" : "span");
      html.text(row.cost(contention).map(Wording::rate).orElse("")).close().close();
    }
    if (!matrix.contentions().isEmpty()) {
      html.element("td", row.retries(matrix.contentions()), "class", "number");
    }
    if (matrix.explored()) {
      html.open("td", "class", "sign");
      html.element("a", Wording.explored(card), "href", "#" + anchors.strategy(card)).close();
    }
    html.open("td").element("span", Wording.grade(card), "class", "grade " + card.grade().word());
    html.close().close();
  }

  private void sign(Scorecard card, Scorecard.Entry entry) {
    String evidence =
        entry.verdict() instanceof Verdict.Found
            ? anchors.found(card, entry.anomaly())
            : anchors.verdict(card, entry.anomaly());
    String words = entry.anomaly().title() + ": " + Mark.describe(entry);
    html.element(
        "a",
        Mark.cell(entry),
        "class",
        "mark mark-" + Mark.of(entry).word() + " " + entry.grade().word(),
        "href",
        "#" + evidence,
        "aria-label",
        words,
        "title",
        words);
  }
}
