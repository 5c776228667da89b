package dev.overdraft.reports;

import dev.overdraft.check.Witness;
import dev.overdraft.history.RowVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A storm's witness as lanes: a column for each operation, time running downwards, the balances
 * after each write at the right, and the write that lost the money marked.
 */
final class HtmlLanes {

  /** Lanes that share the width of the page; more than these scroll. */
  private static final int FEW = 3;

  /** What a step says of the row that it read or wrote. */
  static final Pattern VERSION =
      Pattern.compile("account (\\d{1,18}) revision (\\d{1,18}) holds (-?\\d{1,18})");

  private final Html html;
  private final Witness witness;
  private final Map<Long, Long> balances = new TreeMap<>();

  HtmlLanes(Html html, Witness witness) {
    this.html = html;
    this.witness = witness;
    for (RowVersion row : witness.rows()) {
      balances.putIfAbsent(row.account(), row.cents());
    }
  }

  void write() {
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
    html.element("th", "balance", "scope", "col", "class", "balance");
    html.close().close().open("tbody");
    int damage = damage();
    long first = steps.get(0).nanos();
    for (int at = 0; at < steps.size(); at++) {
      Witness.Step step = steps.get(at);
      html.open("tr", at == damage ? new String[] {"class", "damage"} : new String[0]);
      String time = WitnessText.micros(step.nanos() - first);
      html.element("th", time, "scope", "row", "class", "number");
      culprits.forEach(culprit -> lane(culprit, step));
      html.element("td", balances(step, at == damage), "class", "balance").close();
    }
    html.close().endTable();
  }

  /** The last write of the operation that did the damage, if money moved at all. */
  private int damage() {
    long culprit = witness.culprits().get(0).operationId();
    int found = -1;
    for (int at = 0; at < witness.steps().size(); at++) {
      Witness.Step step = witness.steps().get(at);
      if (step.operationId() == culprit && step.kind().equals("write")) {
        found = at;
      }
    }
    return witness.cents() == 0 ? -1 : found;
  }

  private String balances(Witness.Step step, boolean damage) {
    Matcher version = VERSION.matcher(step.text());
    if (!step.kind().equals("write") || !version.find()) {
      return "";
    }
    balances.put(Long.valueOf(version.group(1)), Long.valueOf(version.group(3)));
    String all =
        balances.entrySet().stream()
            .map(each -> each.getKey() + ": " + Wording.count(each.getValue()))
            .collect(Collectors.joining(", "));
    return damage ? all + "; " + Wording.money(witness.cents()) : all;
  }

  private void lane(Witness.Culprit culprit, Witness.Step step) {
    if (culprit.operationId() == step.operationId()) {
      html.open("td", "class", "step open").element("span", step.kind(), "class", "kind");
      if (!step.sql().isEmpty()) {
        html.element("code", FilledSql.of(step));
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
}
