package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the moments of a run into events, remembering what each open transaction has touched. */
final class Events {

  private final Statements statements;
  private final Map<List<Integer>, Footprint> touched = new HashMap<>();
  private final Set<List<Integer>> snapshots = new HashSet<>();

  Events(Statements statements) {
    this.statements = statements;
  }

  /** The event of a moment, which has to come after those that were asked for before. */
  Event executed(Moment moment) {
    Step step = moment.step();
    Footprint touches = statements.of(step);
    List<Integer> transaction = List.of(step.actor(), step.transaction());
    Footprint before = touched.getOrDefault(transaction, Footprint.NONE);
    touched.put(transaction, before.with(touches));
    Sight sight = sight(step, touches, transaction);
    if (moment.failed()) {
      // It may be over: then what comes next looks anew.
      snapshots.remove(transaction);
    } else if (sight == Sight.TAKES_SNAPSHOT) {
      snapshots.add(transaction);
    }
    return placed(Event.of(step, sight, touches, before, moment));
  }

  private Event placed(Event event) {
    return statements.signalled() ? event.ordered() : event;
  }

  private Sight sight(Step step, Footprint touches, List<Integer> transaction) {
    return Sight.of(statements.dialect(), step, touches, snapshots.contains(transaction));
  }
}
