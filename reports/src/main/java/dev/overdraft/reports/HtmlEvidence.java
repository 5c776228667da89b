package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Witness;
import dev.overdraft.history.RowVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The page's evidence: each finding with its sentence, the money, the operations, the versions of
 * the rows, lanes in which time runs downwards, the fix and the way to repeat it.
 *
 * <p>An article says where its verdict is in the page's JSON: the number of the strategy there,
 * since names are clipped and begin alike, and the anomaly.
 */
final class HtmlEvidence {

  private final Html html;
  private final Matrix matrix;
  private final Anchors anchors;
  private final Scoreboard board;
  private final Detail detail;
  private final Map<String, Integer> drawn = new HashMap<>();

  HtmlEvidence(Html html, Matrix matrix, Anchors anchors, Scoreboard board, Detail detail) {
    this.html = html;
    this.matrix = matrix;
    this.anchors = anchors;
    this.board = board;
    this.detail = detail;
  }

  void write() {
    html.open("section", "id", "evidence").element("h2", "What was seen");
    List<Finding> findings = Finding.of(matrix);
    if (findings.isEmpty()) {
      html.element("p", "No anomaly was seen.");
    }
    List<Finding> order =
        Stream.concat(
                findings.stream().filter(Finding::unexpected),
                findings.stream().filter(f -> !f.unexpected()))
            .toList();
    for (int at = 0; at < order.size(); at++) {
      finding(order.get(at), at == 0 || order.get(at).unexpected());
    }
    html.close();
  }

  private void finding(Finding finding, boolean unfolded) {
    Anomaly anomaly = finding.entry().anomaly();
    String id = anchors.found(finding.card(), anomaly);
    String grade = finding.entry().grade().word();
    String at = String.valueOf(board.strategies().indexOf(finding.card()));
    html.open(
        "article",
        "id",
        id,
        "class",
        "finding " + grade,
        "data-strategy",
        at,
        "data-anomaly",
        anomaly.id());
    html.open("h3").open("a", "href", "#" + id).text(anomaly.title() + " in ");
    String name = Plain.clip(finding.card().strategy(), Plain.NAME_COLUMNS);
    html.element("bdi", name).close().close();
    html.open("p", "class", "meta").element("span", finding.standing(), "class", "grade " + grade);
    html.text(" " + Mark.describe(finding.entry())).close();
    Witness witness = finding.witness();
    html.data("p", witness.sentence(), "class", "sentence");
    html.open("p", "class", "money").text("Money: ");
    html.element("strong", Wording.money(witness.cents())).close();
    if (!witness.culprits().isEmpty() || !witness.rows().isEmpty()) {
      int number = drawn.merge(finding.card().strategy(), 1, Integer::sum) - 1;
      if (detail.draws(finding.card(), number)) {
        proof(witness, unfolded);
      } else {
        html.element(
            "p",
            "Its operations, rows and steps are not drawn, to keep the page small; the download"
                + " has them.",
            "class",
            "note");
      }
    }
    remedy(anomaly);
    repeat(finding.card());
    html.close();
  }

  private void remedy(Anomaly anomaly) {
    html.open("p", "class", "remedy").element("strong", "The fix: ").text(Remedy.of(anomaly));
    Remedy.shownBy(matrix, anomaly)
        .ifPresent(
            card -> {
              html.text(" In this run ").open("a", "href", "#" + anchors.strategy(card));
              html.element("bdi", Plain.clip(card.strategy(), Plain.NAME_COLUMNS)).close();
              html.text(" had the same chances and did not show it.");
            });
    html.close();
  }

  private void repeat(Scorecard card) {
    html.open("p", "class", "repeat").text("The same plan again: ");
    html.element("code", Repeat.storm(board.run(), card), "class", "copy");
    html.text(" The operations are the same; when they meet is up to the clock.").close();
  }

  private void proof(Witness witness, boolean unfolded) {
    html.open("details", unfolded ? new String[] {"open", ""} : new String[0]);
    html.element("summary", "Operations, rows and lanes");
    new HtmlLanes(html, witness).write();
    culprits(witness.culprits());
    rows(witness.rows());
    html.close();
  }

  private void culprits(List<Witness.Culprit> culprits) {
    if (culprits.isEmpty()) {
      return;
    }
    html.table("The operations, the one that did the damage first", "plain");
    html.columns("operation", "asked", "process", "outcome", "attempts", "took µs");
    for (Witness.Culprit culprit : culprits) {
      html.open("tr").element("th", "#" + culprit.operationId(), "scope", "row");
      html.data("td", culprit.text()).element("td", String.valueOf(culprit.process()));
      html.data("td", culprit.outcome()).element("td", String.valueOf(culprit.attempts()));
      html.element("td", WitnessText.micros(culprit.endedNanos() - culprit.invokedNanos()));
      html.close();
    }
    html.close().endTable();
  }

  private void rows(List<RowVersion> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.table("The rows' versions, in the order in which they were installed", "plain");
    html.columns("account", "revision", "holds", "written by");
    for (RowVersion row : rows) {
      html.open("tr").element("th", String.valueOf(row.account()), "scope", "row");
      html.element("td", String.valueOf(row.revision()));
      html.element("td", String.valueOf(row.cents())).element("td", Wording.writer(row)).close();
    }
    html.close().endTable();
  }
}
