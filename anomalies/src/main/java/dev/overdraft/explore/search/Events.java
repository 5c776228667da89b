package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the moments of a run into events, remembering what each open transaction has touched. */
final class Events {

  /**
   * What first statements of transactions get in each other's way with: of those in a cycle of
   * waits, H2 aborts the one that began last.
   */
  private static final Footprint AGE =
      new Footprint(Set.of(), Set.of(), Set.of(Item.table("the ages of transactions")), false);

  private final Statements statements;
  private final boolean byAge;
  private final Map<List<Integer>, Footprint> touched = new HashMap<>();
  private final Set<List<Integer>> snapshots = new HashSet<>();
  private final PredicateWatch watch = new PredicateWatch();

  Events(Statements statements, boolean byAge) {
    this.statements = statements;
    this.byAge = byAge && statements.dialect() == Dialect.H2;
  }

  /** The event of a moment, which has to come after those that were asked for before. */
  Event executed(Moment moment) {
    Step step = moment.step();
    if (step.isHollow()) {
      return placed(Event.hollow(step));
    }
    Footprint touches = statements.of(step);
    List<Integer> transaction = List.of(step.actor(), step.transaction());
    Footprint before = touched.getOrDefault(transaction, Footprint.NONE);
    Footprint soFar = before.with(touches);
    touched.put(transaction, soFar);
    Sight sight = sight(step, touches, transaction);
    if (moment.failed()) {
      // It may be over: then what comes next looks anew.
      snapshots.remove(transaction);
    } else if (sight == Sight.TAKES_SNAPSHOT
        && Sight.isTaken(statements.dialect(), step, touches)) {
      snapshots.add(transaction);
    }
    Watched watched = watched(step, sight, transaction, touches, moment.failed());
    if (watched.on()) {
      watch.made(transaction, soFar, moment);
    }
    Footprint with = byAge && step.first() ? touches.with(AGE) : touches;
    return placed(Event.of(step, sight, watched, with, before, moment));
  }

  /** Only PostgreSQL watches: InnoDB locks what is read instead, and H2 does neither. */
  private Watched watched(
      Step step, Sight sight, List<Integer> transaction, Footprint touches, boolean failed) {
    boolean snapshots = sight == Sight.TAKES_SNAPSHOT || sight == Sight.HOLDS_SNAPSHOT;
    if (!snapshots
        || step.level() != Isolation.SERIALIZABLE
        || statements.dialect() != Dialect.POSTGRESQL) {
      return Watched.NOT;
    }
    Footprint soFar = touched.getOrDefault(transaction, Footprint.NONE).with(touches);
    return watch.look(transaction, touches, soFar, Event.isEnd(step, failed));
  }

  private Event placed(Event event) {
    return statements.signalled() ? event.ordered() : event;
  }

  private Sight sight(Step step, Footprint touches, List<Integer> transaction) {
    return Sight.of(statements.dialect(), step, touches, snapshots.contains(transaction));
  }
}
