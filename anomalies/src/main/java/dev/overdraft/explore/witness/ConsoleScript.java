package dev.overdraft.explore.witness;

import dev.overdraft.explore.step.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A witness as SQL to be pasted, step by step, into one console per connection. */
final class ConsoleScript {

  private final Exports exports;
  private final List<String> actors;
  private final Consoles consoles;
  private final Map<Integer, Integer> waiting = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  ConsoleScript(Exports exports) {
    this.exports = exports;
    this.actors = exports.witness().run().actors();
    this.consoles = new Consoles(actors);
  }

  String text() {
    line("-- " + exports.title());
    line("-- One console per name; the steps in this order.");
    line("");
    line("-- before, in any console");
    exports.schema().forEach(sql -> line(Exports.terminated(sql)));
    exports.given().forEach(sql -> line(Exports.terminated(sql)));
    int number = 0;
    for (Moment moment : exports.witness().run().moments()) {
      if (moment.kind() == Moment.Kind.WOKE) {
        woke(moment);
      } else if (moment.kind() == Moment.Kind.STILL_WAITS) {
        line(
            "-- console %s still waits, now for %s: go on"
                .formatted(consoles.of(moment.step()), holders(moment)));
      } else {
        step(++number, moment);
      }
    }
    return text.toString();
  }

  private void step(int number, Moment moment) {
    line("");
    line("-- %d. console %s".formatted(number, consoles.of(moment.step())));
    String opening = Consoles.opening(moment.step());
    if (!opening.isEmpty()) {
      line(opening);
    }
    line(Consoles.sql(moment.step()));
    if (moment.kind() == Moment.Kind.WAITS) {
      waiting.put(moment.step().actor(), number);
      line("-- waits for %s: go on".formatted(holders(moment)));
    } else if (!moment.answer().text().isEmpty()) {
      line("-- " + comment(moment.answer().text()));
    }
  }

  private String holders(Moment moment) {
    return moment.holders().stream().map(actors::get).collect(Collectors.joining(", "));
  }

  private void woke(Moment moment) {
    Integer number = waiting.remove(moment.step().actor());
    line(
        "-- now console %s has the answer of step %s: %s"
            .formatted(consoles.of(moment.step()), number, comment(moment.answer().text())));
  }

  private static String comment(String text) {
    return text.replace('\n', ' ');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
