package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Canonical;
import dev.overdraft.explore.oracle.Errors;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.step.Actor;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Scheduler;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a scenario is played again and again: the same start for every run, and a look at the
 * database after it.
 */
final class Stage {

  private static final int RUNS_BETWEEN_VACUUMS = 1000;

  private final Scenario scenario;
  private final Scheduler scheduler;
  private final Baseline baseline;
  private final Canonical canonical;
  private long runs;

  /** What one run left. */
  record Show(Run run, State after) {}

  Stage(Scenario scenario, Scheduler scheduler, Baseline baseline) {
    this.scenario = scenario;
    this.scheduler = scheduler;
    this.baseline = baseline;
    this.canonical = new Canonical(baseline.catalog(), baseline.state());
  }

  /** Plays once, from the start; the tables are back at it afterwards. */
  Show play(Policy policy) throws SQLException, InterruptedException {
    return play(scenario.actors(), policy, After.NOTHING);
  }

  /** The same, with a look at the database before it is brought back. */
  Show play(List<Actor> actors, Policy policy, After look)
      throws SQLException, InterruptedException {
    Run run = scheduler.run(actors, policy);
    State after = baseline.read();
    var show = new Show(run, after);
    look.at(show);
    baseline.restore(after);
    if (++runs % RUNS_BETWEEN_VACUUMS == 0) {
      baseline.vacuum();
    }
    return show;
  }

  /** Looks at the database after a run. */
  interface After {
    After NOTHING = show -> {};

    void at(Show show) throws SQLException;
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
