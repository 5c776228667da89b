package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Stop;
import java.util.Optional;

/**
 * A run together with what it left in the database and what is wrong with it.
 *
 * @param outcome as compared with serial orders
 * @param failure empty if nothing is
 */
public record Played(Run run, State after, Outcome outcome, Optional<Failure> failure) {

  /** The same, but it did not go where it should. */
  Played strayed() {
    var off =
        new Run(
            run.actors(),
            run.decisions(),
            run.moments(),
            run.endings(),
            Optional.of(new Stop.Strayed()));
    return new Played(off, after, outcome, Optional.empty());
  }
}
