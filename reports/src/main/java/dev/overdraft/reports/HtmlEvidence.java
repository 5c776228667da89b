package dev.overdraft.reports;

import dev.overdraft.check.Witness;
import dev.overdraft.history.RowVersion;
import java.util.List;

/**
 * The page's evidence: each finding with its sentence, the money, the operations, the versions of
 * the rows, and lanes in which time runs downwards.
 */
final class HtmlEvidence {

  /** Lanes that share the width of the page; more than these scroll. */
  private static final int FEW = 3;

  private final Html html;
  private final Matrix matrix;
  private final Anchors anchors;

  HtmlEvidence(Html html, Matrix matrix, Anchors anchors) {
    this.html = html;
    this.matrix = matrix;
    this.anchors = anchors;
  }

  void write() {
    html.open("section", "id", "evidence").element("h2", "What was seen");
    List<Finding> findings = Finding.of(matrix);
    if (findings.isEmpty()) {
      html.element("p", "No anomaly was seen.");
    }
    findings.stream().filter(Finding::unexpected).forEach(this::finding);
    findings.stream().filter(f -> !f.unexpected()).forEach(this::finding);
    html.close();
  }

  private void finding(Finding finding) {
    String id = anchors.found(finding.card(), finding.entry().anomaly());
    String grade = finding.entry().grade().word();
    html.open("article", "id", id, "class", "finding " + grade);
    html.open("h3").open("a", "href", "#" + id).text(finding.entry().anomaly().title() + " in ");
    String name = Plain.clip(finding.card().strategy(), Plain.NAME_COLUMNS);
    html.element("bdi", name).close().close();
    html.open("p", "class", "meta").element("span", finding.standing(), "class", "grade " + grade);
    html.text(" " + Mark.describe(finding.entry())).close();
    Witness witness = finding.witness();
    html.data("p", witness.sentence(), "class", "sentence");
    html.open("p", "class", "money").text("Money: ");
    html.element("strong", Wording.money(witness.cents())).close();
    if (!witness.culprits().isEmpty() || !witness.rows().isEmpty()) {
      proof(witness, finding.unexpected());
    }
    html.close();
  }

  private void proof(Witness witness, boolean unfolded) {
    html.open("details", unfolded ? new String[] {"open", ""} : new String[0]);
    html.element("summary", "Operations, rows and lanes");
    culprits(witness.culprits());
    rows(witness.rows());
    lanes(witness);
    html.close();
  }

  private void culprits(List<Witness.Culprit> culprits) {
    if (culprits.isEmpty()) {
      return;
    }
    html.table("The operations, the one that did the damage first", "plain");
    header("operation", "asked", "process", "outcome", "attempts", "took µs");
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
    header("account", "revision", "holds", "written by");
    for (RowVersion row : rows) {
      html.open("tr").element("th", String.valueOf(row.account()), "scope", "row");
      html.element("td", String.valueOf(row.revision()));
      html.element("td", String.valueOf(row.cents())).element("td", Wording.writer(row)).close();
    }
    html.close().endTable();
  }

  private void lanes(Witness witness) {
    List<Witness.Culprit> culprits = witness.culprits();
    List<Witness.Step> steps = witness.steps();
    if (culprits.isEmpty() || steps.isEmpty()) {
      return;
    }
    String style = culprits.size() > FEW ? "lanes many" : "lanes";
    html.table("Who did what when, a lane for each operation, µs since the first step", style);
    html.open("thead").open("tr").element("th", "µs", "scope", "col", "class", "number");
    for (Witness.Culprit culprit : culprits) {
      String name = "#" + culprit.operationId() + " " + culprit.text();
      html.data("th", name, "scope", "col");
    }
    html.close().close().open("tbody");
    long first = steps.get(0).nanos();
    for (Witness.Step step : steps) {
      html.open("tr");
      String time = WitnessText.micros(step.nanos() - first);
      html.element("th", time, "scope", "row", "class", "number");
      culprits.forEach(culprit -> lane(culprit, step));
      html.close();
    }
    html.close().endTable();
  }

  private void lane(Witness.Culprit culprit, Witness.Step step) {
    if (culprit.operationId() == step.operationId()) {
      html.open("td", "class", "step open").element("span", step.kind(), "class", "kind");
      if (!step.sql().isEmpty()) {
        html.element("code", step.sql());
      }
      if (!step.text().equals(step.kind())) {
        html.data("span", step.text(), "class", "answer");
      }
      html.close();
      return;
    }
    boolean open = culprit.invokedNanos() <= step.nanos() && step.nanos() <= culprit.endedNanos();
    html.element("td", "", "class", open ? "open" : "idle");
  }

  private void header(String... names) {
    html.open("thead").open("tr");
    for (String name : names) {
      html.element("th", name, "scope", "col");
    }
    html.close().close().open("tbody");
  }
}
