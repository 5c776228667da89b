package dev.overdraft.explore.witness;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A witness as text: one lane per actor, time running down. */
final class WitnessText {

  private static final int WIDTH = 110;
  private static final int NARROWEST = 28;

  private final Witness witness;
  private final int laneWidth;
  private final StringBuilder text = new StringBuilder();

  WitnessText(Witness witness) {
    this.witness = witness;
    int actors = Math.max(1, witness.run().actors().size());
    this.laneWidth = Math.max(NARROWEST, (WIDTH - 4) / actors - 3);
  }

  @Override
  public String toString() {
    Run run = witness.run();
    String name = witness.anomaly().isEmpty() ? "" : ", a " + witness.anomaly();
    line(witness.failure().kind().title() + name + ": " + witness.failure().what());
    line(
        "%d steps, %d context %s, %s"
            .formatted(
                run.decisions().size(),
                run.switches(),
                run.switches() == 1 ? "switch" : "switches",
                repeated()));
    line("");
    rows("before", witness.before());
    line("");
    lanes(run);
    line("");
    rows("after", witness.outcome().rows());
    for (int i = 0; i < run.actors().size(); i++) {
      line("  %s %s".formatted(run.actors().get(i), ending(run.endings().get(i))));
    }
    legal();
    return text.toString();
  }

  private String repeated() {
    return witness.attempts() == 0
        ? "not repeated, since it does not end"
        : "reproduced %d of %d".formatted(witness.reproduced(), witness.attempts());
  }

  private static String ending(Ending ending) {
    return ending.text().lines().findFirst().orElse("");
  }

  private void rows(String when, Map<String, List<String>> tables) {
    line(when);
    new TreeMap<>(tables)
        .forEach(
            (table, rows) ->
                line("  " + table + ": " + (rows.isEmpty() ? "empty" : String.join(" | ", rows))));
  }

  private void legal() {
    Map<String, Outcome> byOrder = new LinkedHashMap<>();
    witness.legal().forEach((outcome, order) -> byOrder.put(order, outcome));
    new TreeMap<>(byOrder)
        .forEach(
            (order, outcome) -> {
              line("");
              line("serially, " + order + ", it would have been");
              changed(outcome);
              for (int i = 0; i < outcome.endings().size(); i++) {
                if (!outcome.endings().get(i).equals(Outcome.ABSENT)) {
                  line(
                      "  %s %s".formatted(witness.run().actors().get(i), outcome.endings().get(i)));
                }
              }
            });
  }

  private void changed(Outcome outcome) {
    new TreeMap<>(outcome.rows())
        .forEach(
            (table, rows) -> {
              if (!rows.equals(witness.outcome().rows().get(table))) {
                line("  " + table + ": " + (rows.isEmpty() ? "empty" : String.join(" | ", rows)));
              }
            });
  }

  private void lanes(Run run) {
    List<List<String>> head = new ArrayList<>();
    run.actors().forEach(actor -> head.add(List.of(actor)));
    row("", head);
    line("    " + ("-".repeat(laneWidth) + "-+-").repeat(run.actors().size()));
    int number = 0;
    for (Moment moment : run.moments()) {
      List<List<String>> cells = new ArrayList<>();
      for (int i = 0; i < run.actors().size(); i++) {
        cells.add(i == moment.step().actor() ? cell(moment) : List.of());
      }
      row(String.valueOf(++number), cells);
    }
  }

  private List<String> cell(Moment moment) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        wrapped(
            switch (moment.kind()) {
              case RAN, WAITS -> moment.step().text();
              case STILL_WAITS -> "still waits: " + moment.step().text();
              case WOKE -> "woken: " + moment.step().text();
            }));
    if (moment.waits()) {
      List<String> holders =
          moment.holders().stream().map(h -> witness.run().actors().get(h)).toList();
      lines.addAll(
          wrapped("  BLOCKED BY " + (holders.isEmpty() ? "?" : String.join(", ", holders))));
    } else if (!moment.answer().text().isEmpty()) {
      lines.addAll(wrapped("  -> " + moment.answer().text()));
    }
    boolean begins = moment.kind() == Moment.Kind.RAN || moment.kind() == Moment.Kind.WAITS;
    if (begins && !moment.step().source().isEmpty()) {
      lines.addAll(wrapped("  at " + moment.step().source()));
    }
    return lines;
  }

  private List<String> wrapped(String cell) {
    List<String> lines = new ArrayList<>();
    String left = cell;
    while (left.length() > laneWidth) {
      int space = left.lastIndexOf(' ', laneWidth);
      int cut = space > laneWidth / 2 ? space : laneWidth;
      lines.add(left.substring(0, cut));
      left = "    " + left.substring(cut).strip();
    }
    lines.add(left);
    return lines;
  }

  private void row(String number, List<List<String>> cells) {
    int height = cells.stream().mapToInt(List::size).max().orElse(0);
    for (int y = 0; y < height; y++) {
      var row = new StringBuilder("%3s ".formatted(y == 0 ? number : ""));
      for (List<String> cell : cells) {
        String part = y < cell.size() ? cell.get(y) : "";
        row.append(part).append(" ".repeat(Math.max(0, laneWidth - part.length()))).append(" | ");
      }
      line(row.toString().replaceFirst("[ |]+$", "").stripTrailing());
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
