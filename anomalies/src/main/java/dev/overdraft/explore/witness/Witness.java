package dev.overdraft.explore.witness;

import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.step.Run;
import java.util.List;
import java.util.Map;

/**
 * The evidence for a failure: one schedule with everything that was seen in it.
 *
 * @param scenario its name
 * @param anomaly what people call it; empty if it has no name
 * @param before the rows of every table before it
 * @param outcome what it came to
 * @param legal the serial orders of the actors that were not aborted, by what they come to
 * @param reproduced how many of {@code attempts} repetitions failed in the same way; there are none
 *     of a run whose actors could not be brought to an end
 */
public record Witness(
    String scenario,
    String anomaly,
    Failure failure,
    Run run,
    Map<String, List<String>> before,
    Outcome outcome,
    Map<Outcome, String> legal,
    ReplayToken token,
    int reproduced,
    int attempts) {

  public Witness {
    before = Map.copyOf(before);
    legal = Map.copyOf(legal);
  }

  /** The whole story as text. */
  @Override
  public String toString() {
    return new WitnessText(this).toString();
  }
}
