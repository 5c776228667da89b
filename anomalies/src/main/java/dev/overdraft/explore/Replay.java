package dev.overdraft.explore;

import dev.overdraft.explore.witness.Witness;
import java.util.Optional;

/**
 * What came of repeating a schedule.
 *
 * @param divergence where and how it could not be repeated; empty if it was, to the letter
 * @param witness what was seen, if it failed again
 */
public record Replay(Played played, Optional<String> divergence, Optional<Witness> witness) {

  /** What people are told. */
  public String text() {
    return divergence
        .map(where -> "cannot be repeated: " + where)
        .orElseGet(
            () ->
                witness
                    .map(Witness::toString)
                    .orElse("repeated to the letter; nothing is wrong with it"));
  }
}
