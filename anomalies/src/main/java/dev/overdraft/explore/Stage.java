package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Canonical;
import dev.overdraft.explore.oracle.Errors;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.step.Actor;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.LockObserver;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Scheduler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a scenario is played again and again: the same start for every run, and a look at the
 * database after it.
 */
final class Stage {

  private final Scenario scenario;
  private final Scheduler scheduler;
  private final Interval interval;
  private final LockObserver observer;
  private final Canonical canonical;

  /**
   * What one run left.
   *
   * @param broken what is wrong with the first invariant that does not hold, if the run came to its
   *     end
   */
  record Show(Run run, State after, Optional<String> broken) {}

  Stage(
      Scenario scenario,
      Scheduler scheduler,
      Baseline baseline,
      Connection control,
      LockObserver observer)
      throws SQLException {
    this.observer = observer;
    this.scenario = scenario;
    this.scheduler = scheduler;
    this.interval = new Interval(scenario.invariants(), baseline, control);
    this.canonical = new Canonical(baseline.catalog(), baseline.state());
  }

  /** Whether an actor was seen to wait for a signal that is given past the database. */
  boolean sawSignals() {
    return scheduler.sawSignals();
  }

  /** Which actors nothing brought to an end, so that nothing can be played any more. */
  Optional<String> endless() {
    return scheduler.endless();
  }

  /** Plays once, from the start; the tables are back at it afterwards. */
  Show play(Policy policy) throws SQLException, InterruptedException {
    return play(scenario.actors(), policy);
  }

  /** The same with other actors. */
  Show play(List<Actor> actors, Policy policy) throws SQLException, InterruptedException {
    Run run = scheduler.run(actors, policy, observer);
    Interval.Left left = interval.pass(run.stop().isEmpty());
    return new Show(run, left.state(), left.broken());
  }

  /** What a run came to, with actors that took no part or were aborted left out. */
  Outcome outcome(Show show, List<Boolean> takesPart) {
    List<String> endings = new ArrayList<>();
    for (int i = 0; i < show.run().endings().size(); i++) {
      endings.add(takesPart.get(i) ? text(show.run().endings().get(i)) : Outcome.ABSENT);
    }
    return new Outcome(canonical.render(show.after()), endings);
  }

  private static String text(Ending ending) {
    return ending instanceof Ending.Threw threw ? Errors.text(threw.error()) : ending.text();
  }
}
