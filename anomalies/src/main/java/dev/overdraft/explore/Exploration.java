package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.witness.Witness;
import java.util.Optional;
import java.util.Set;

/**
 * What came of exploring a scenario.
 *
 * @param failures complete schedules that were found wrong
 * @param witness for one of them, with as few context switches as could be found; empty if there is
 *     none
 * @param outcomes everything that the schedules came to, right or wrong
 */
public record Exploration(
    String scenario,
    String level,
    Coverage coverage,
    long failures,
    Optional<Witness> witness,
    Set<Outcome> outcomes) {

  public Exploration {
    outcomes = Set.copyOf(outcomes);
  }

  /** The verdict. */
  public Verdict verdict() {
    if (failures > 0) {
      return Verdict.FAILS;
    }
    return switch (coverage.kind()) {
      case INCONCLUSIVE, BOUNDED -> Verdict.INCONCLUSIVE;
      case EXHAUSTIVE, SAMPLED -> Verdict.HOLDS;
    };
  }

  /** In one word; how much it is worth is for {@link #coverage} to say. */
  public enum Verdict {
    /** No schedule that was run is wrong. */
    HOLDS,
    /** At least one is. */
    FAILS,
    /** Nothing can be said, or some schedules were cut off. */
    INCONCLUSIVE
  }

  /** The same with another coverage. */
  Exploration covering(Coverage other) {
    return new Exploration(scenario, level, other, failures, witness, outcomes);
  }

  /** The verdict's line, then the witness, then how to repeat it. */
  @Override
  public String toString() {
    String head =
        "%s at %s: %s; %s"
            .formatted(
                scenario,
                level,
                failures == 0
                    ? verdict().name()
                    : "FAILS in " + failures + " of " + coverage.schedules() + " schedules",
                coverage);
    return head + witness.map(w -> "\n" + w + "\nreplay: " + w.token()).orElse("");
  }
}
