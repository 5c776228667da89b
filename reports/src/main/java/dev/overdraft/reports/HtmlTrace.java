package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;
import dev.overdraft.history.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The explorer's witness as lanes: a column for each actor in the order in which the database
 * answered, waits for locks hatched with who held them, and what others could see in the tables.
 */
final class HtmlTrace {

  private static final int FEW = 3;

  private final Html html;
  private final Trace trace;
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, Integer> lastStep = new HashMap<>();

  HtmlTrace(Html html, Trace trace) {
    this.html = html;
    this.trace = trace;
    for (int at = 0; at < trace.steps().size(); at++) {
      lastStep.put(trace.steps().get(at).actor(), at);
    }
  }

  void write(Plan plan, Scorecard card) {
    html.open("p").text(trace.failure() + (trace.anomaly().isEmpty() ? "" : ", "));
    html.element("strong", trace.anomaly()).text(": ").element("bdi", trace.what()).close();
    boolean tables = !trace.tables().isEmpty();
    html.table(
        "One schedule, statement by statement, as the server answered it",
        trace.actors().size() > FEW ? "lanes many" : "lanes");
    html.open("thead").open("tr").element("th", "#", "scope", "col", "class", "number");
    trace.actors().forEach(actor -> html.data("th", actor, "scope", "col"));
    if (tables) {
      html.element("th", "committed", "scope", "col", "class", "balance");
    }
    html.close().close().open("tbody");
    for (int at = 0; at < trace.steps().size(); at++) {
      row(at, trace.steps().get(at), tables);
    }
    html.close().endTable();
    outcome();
    html.open("p", "class", "repeat").text("This very schedule again: ");
    html.element("code", Repeat.schedule(plan, card, trace.token()), "class", "copy").close();
    html.open("div", "class", "download", "data-name", trace.scenario() + ".jsonl");
    html.json(trace.text()).close();
  }

  private void row(int at, Trace.Step step, boolean tables) {
    html.open("tr").element("th", String.valueOf(at + 1), "scope", "row", "class", "number");
    if (step.kind().equals("woke")) {
      waiting.remove(step.actor());
    }
    for (String actor : trace.actors()) {
      if (actor.equals(step.actor())) {
        cell(step);
      } else if (waiting.contains(actor)) {
        html.element("td", "", "class", "open waits", "aria-label", "still waits");
      } else {
        html.element("td", "", "class", ended.contains(actor) ? "idle" : "open");
      }
    }
    if (step.kind().equals("waits")) {
      waiting.add(step.actor());
    }
    if (lastStep.getOrDefault(step.actor(), -1) == at) {
      ended.add(step.actor());
    }
    if (tables) {
      boolean last =
          at + 1 == trace.steps().size() || trace.steps().get(at + 1).decision() != step.decision();
      Map<String, List<String>> rows = trace.tables().getOrDefault(step.decision(), Map.of());
      html.open("td", "class", "balance");
      if (last) {
        rows.forEach((table, lines) -> lines.forEach(line -> html.data("div", line)));
      }
      html.close();
    }
    html.close();
  }

  private void cell(Trace.Step step) {
    boolean waits = step.kind().equals("waits");
    html.open("td", "class", waits ? "step open waits" : "step open");
    html.element(
        "span", waits ? "waits" : step.kind().equals("woke") ? "woken" : "", "class", "kind");
    html.element("code", step.sql());
    if (waits) {
      String holders = step.blockedBy().isEmpty() ? "?" : String.join(", ", step.blockedBy());
      html.data("span", "blocked by " + holders, "class", "answer");
    } else if (!step.answer().isEmpty()) {
      html.data("span", "→ " + step.answer(), "class", "answer");
    }
    if (!step.source().isEmpty() && !step.kind().equals("woke")) {
      html.data("span", step.source(), "class", "source");
    }
    html.close();
  }

  private void outcome() {
    html.table("What it came to, and what it would have been one after the other", "plain");
    html.columns("order", "rows", "told");
    line("before", trace.before(), List.of());
    line("this schedule", trace.after(), trace.endings());
    trace.serially().forEach(each -> line(each.order(), each.rows(), each.endings()));
    html.close().endTable();
  }

  private void line(String order, Map<String, List<String>> rows, List<String> endings) {
    html.open("tr").data("th", order, "scope", "row").open("td");
    rows.forEach((table, lines) -> lines.forEach(row -> html.data("div", table + ": " + row)));
    html.close().open("td");
    for (int at = 0; at < endings.size(); at++) {
      String actor = at < trace.actors().size() ? trace.actors().get(at) + " " : "";
      html.data("div", actor + endings.get(at));
    }
    html.close().close();
  }
}
