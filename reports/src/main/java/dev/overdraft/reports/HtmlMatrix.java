package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.util.Locale;
import java.util.Optional;

/** The page's matrix: strategy by anomaly by cost, each cell a link to what it rests on. */
final class HtmlMatrix {

  private static final double BAR = 100;
  private static final double LONGEST_BAR = 75;

  private final Html html;
  private final Matrix matrix;
  private final Anchors anchors;
  private final Attachments attachments;
  private final boolean engines;

  HtmlMatrix(Html html, Matrix matrix, Anchors anchors, Attachments attachments) {
    this.html = html;
    this.matrix = matrix;
    this.anchors = anchors;
    this.attachments = attachments;
    this.engines = matrix.rows().stream().map(row -> row.card().engine()).distinct().count() > 1;
  }

  void write() {
    html.open("section", "id", "matrix").element("h2", "Every strategy");
    html.table("Strategy by anomaly by cost; every sign links to its evidence", "matrix");
    html.open("thead").open("tr");
    html.element("th", "#", "scope", "col", "aria-label", "rank", "class", "number");
    html.element("th", "strategy", "scope", "col");
    for (Anomaly anomaly : matrix.anomalies()) {
      html.element("th", anomaly.title(), "scope", "col", "class", "sign");
    }
    if (matrix.explored()) {
      html.element("th", "explored", "scope", "col", "class", "sign");
    }
    for (String contention : matrix.tabled()) {
      String name = Plain.clip(contention, Plain.NAME_COLUMNS);
      html.data("th", "commits/s, " + name, "scope", "col", "class", "number");
    }
    if (!matrix.contentions().isEmpty()) {
      html.element("th", "retries per commit", "scope", "col", "class", "number");
    }
    if (!attachments.latencies().isEmpty()) {
      html.element("th", "p50 / p99 ms, storm", "scope", "col", "class", "number");
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
    html.open("tr", "class", row.place().name().toLowerCase(Locale.ROOT));
    html.element("td", row.rank(), "class", "number");
    html.open("th", "scope", "row").open("a", "href", "#" + anchors.strategy(card));
    html.open(row.struck() ? "s" : "span").open("bdi");
    html.text(Plain.clip(card.strategy(), Plain.NAME_COLUMNS)).close().close().close();
    html.element("bdi", aside(row), "class", "aside").close();
    for (Anomaly anomaly : matrix.anomalies()) {
      html.open("td", "class", "sign");
      row.entry(anomaly).ifPresentOrElse(entry -> sign(card, entry), this::notApplicable);
      html.close();
    }
    if (matrix.explored()) {
      html.open("td", "class", "sign");
      html.element("a", Wording.explored(card), "href", "#" + anchors.strategy(card)).close();
    }
    for (String contention : matrix.tabled()) {
      html.open("td", "class", "number cost");
      row.cost(contention).ifPresent(cost -> cost(row, contention, cost));
      html.close();
    }
    if (!matrix.contentions().isEmpty()) {
      html.element("td", row.retries(matrix.contentions()), "class", "number");
    }
    if (!attachments.latencies().isEmpty()) {
      html.element("td", latency(card), "class", "number");
    }
    html.open("td").element("span", Wording.grade(card), "class", "grade " + card.grade().word());
    html.close().close();
  }

  private String aside(Matrix.Row row) {
    Scorecard card = row.card();
    String what = row.struck() ? (card.control() ? "broken on purpose, " : "unsafe, ") : "";
    String engine = engines ? ", " + Plain.clip(card.engine(), Plain.NAME_COLUMNS) : "";
    String family = Plain.clip(card.family(), Plain.NAME_COLUMNS);
    String level = Plain.clip(card.isolation(), Plain.NAME_COLUMNS);
    return what + family + ", " + level.toLowerCase(Locale.ROOT).replace('_', ' ') + engine;
  }

  private void notApplicable() {
    html.element("span", "–", "class", "mark mark-none", "aria-label", "not applicable");
  }

  /** The number, and a bar with its error against the fastest of the column. */
  private void cost(Matrix.Row row, String contention, Scorecard.Cost cost) {
    double most =
        matrix.rows().stream()
            .flatMap(r -> r.cost(contention).stream())
            .mapToDouble(Scorecard.Cost::committedPerSecond)
            .max()
            .orElse(1);
    html.open(row.struck() ? "s" : "span").text(Wording.rate(cost)).close();
    double rate = LONGEST_BAR * cost.committedPerSecond() / most;
    double error = LONGEST_BAR * finite(cost.errorPerSecond()) / most;
    html.open("svg", "class", "bar", "viewBox", "0 0 100 8", "aria-hidden", "true");
    html.open("rect", "x", "0", "y", "1", "height", "6", "width", decimal(rate)).close();
    if (error > 0) {
      String from = decimal(Math.max(0, rate - error));
      String to = decimal(Math.min(BAR, rate + error));
      html.open("line", "x1", from, "x2", to, "y1", "4", "y2", "4").close();
    }
    html.close();
  }

  private String latency(Scorecard card) {
    Optional<LatencyCurve> curve = attachments.latency(card);
    return curve.map(c -> Wording.millis(c.at(50)) + " / " + Wording.millis(c.at(99))).orElse("");
  }

  private void sign(Scorecard card, Scorecard.Entry entry) {
    String evidence =
        entry.verdict() instanceof Verdict.Found
            ? anchors.found(card, entry.anomaly())
            : anchors.verdict(card, entry.anomaly());
    String words = entry.anomaly().title() + ": " + Mark.describe(entry);
    html.open(
        "a",
        "class",
        "mark mark-" + Mark.of(entry).word() + " " + entry.grade().word(),
        "href",
        "#" + evidence,
        "aria-label",
        words);
    html.element("span", Mark.of(entry).glyph(), "class", "glyph");
    html.element("small", share(entry.verdict())).close();
  }

  /** {@code 12 of 340}, {@code ≤ 1.1 %}, or that there was no chance. */
  static String share(Verdict verdict) {
    if (verdict instanceof Verdict.Found found) {
      return Wording.count(found.count()) + " of " + Wording.count(found.chances());
    }
    return verdict instanceof Verdict.NotFound none ? Chance.bound(none.chances()) : "no chance";
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static double finite(double number) {
    return Double.isFinite(number) ? number : 0;
  }
}
