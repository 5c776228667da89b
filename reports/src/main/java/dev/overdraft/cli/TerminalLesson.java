package dev.overdraft.cli;

import dev.overdraft.explore.lesson.Lesson;
import dev.overdraft.explore.lesson.OrderTree;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import dev.overdraft.reports.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A lesson driven in a terminal: a number lets that actor go, {@code b} takes the last step back,
 * {@code f} changes to the mended code and back, {@code l} to the next isolation level, {@code r}
 * begins anew, {@code q} ends.
 */
final class TerminalLesson {

  private final Lesson lesson;
  private final PrintStream out;
  private final BufferedReader in;
  private final List<Integer> path = new ArrayList<>();
  private int part;
  private int level;

  TerminalLesson(Lesson lesson, PrintStream out, InputStream in) {
    this.lesson = lesson;
    this.out = out;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  void drive() throws IOException {
    line(lesson.title().toUpperCase(Locale.ROOT));
    line(lesson.story());
    lesson.rules().forEach(rule -> line("must hold: " + rule));
    begin();
    String answer = ask();
    while (!answer.equals("q")) {
      switch (answer) {
        case "r" -> begin();
        case "b" -> back();
        case "f" -> {
          part = (part + 1) % lesson.parts().size();
          begin();
        }
        case "l" -> {
          level++;
          begin();
        }
        default -> go(answer);
      }
      answer = ask();
    }
  }

  private OrderTree tree() {
    List<OrderTree> trees = lesson.parts().get(part).trees();
    return trees.get(level % trees.size());
  }

  private OrderTree.Node node() {
    OrderTree.Node node = tree().nodes().get(0);
    for (int actor : path) {
      Integer next = node.next().get(actor);
      node = tree().nodes().get(next == null ? 0 : next);
    }
    return node;
  }

  private void begin() {
    path.clear();
    line("");
    line("%s, at %s".formatted(lesson.parts().get(part).label(), tree().level()));
    tables(node().tables());
  }

  private void back() {
    if (!path.isEmpty()) {
      path.remove(path.size() - 1);
      line("one step back");
      tables(node().tables());
    }
  }

  private void go(String answer) {
    int actor = answer.matches("\\d{1,3}") ? Integer.parseInt(answer) - 1 : -1;
    if (!node().next().containsKey(actor)) {
      line("type the number of somebody who can go, b, r, f, l or q");
      return;
    }
    path.add(actor);
    node().moments().forEach(this::moment);
    tables(node().tables());
    node().end().ifPresent(this::end);
  }

  private void moment(Moment moment) {
    String who = tree().actors().get(moment.step().actor());
    String what = who + ": " + moment.step().text();
    if (moment.waits()) {
      List<String> holders =
          moment.holders().stream().map(each -> tree().actors().get(each)).toList();
      line(what + "   … WAITS for " + String.join(", ", holders));
    } else {
      String woken = moment.kind() == Moment.Kind.WOKE ? "woken, " : "";
      line(woken + what + "   → " + moment.answer().text());
    }
  }

  private void tables(State state) {
    state.rows().forEach((table, rows) -> rows.forEach(row -> line("    " + table + " " + row)));
  }

  private void end(OrderTree.End end) {
    line("");
    line(end.broken() ? "✗ BROKEN: " + end.failure() : "✓ every rule holds");
    for (int actor = 0; actor < end.endings().size(); actor++) {
      line("  " + tree().actors().get(actor) + " " + end.endings().get(actor));
    }
    line("%d of %d orders break it".formatted(tree().broken(), tree().orders()));
    line("the fix: " + lesson.fix());
  }

  private String ask() throws IOException {
    for (Step step : node().pending()) {
      String who = tree().actors().get(step.actor());
      line("  [%d] %s: %s".formatted(step.actor() + 1, who, step.text()));
    }
    out.print("number, b, r, f, l, q > ");
    out.flush();
    String answer = in.readLine();
    return answer == null ? "q" : answer.strip();
  }

  private void line(String text) {
    out.println(PlainText.of(text));
  }
}
