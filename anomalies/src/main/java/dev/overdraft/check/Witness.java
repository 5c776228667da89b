package dev.overdraft.check;

import dev.overdraft.history.RowVersion;
import java.util.List;

/**
 * The smallest evidence for one anomaly: who did it, to which row versions, in which order, and
 * what it cost.
 *
 * @param sentence the whole story in one sentence, with the money
 * @param culprits the operations, the one that did the damage first
 * @param rows the versions concerned, in the order in which they were installed
 * @param steps what the culprits did, in the order in which answers arrived
 * @param cents the money that is missing (negative) or was made (positive), in minor units
 */
public record Witness(
    String sentence, List<Culprit> culprits, List<RowVersion> rows, List<Step> steps, long cents) {

  public Witness {
    culprits = List.copyOf(culprits);
    rows = List.copyOf(rows);
    steps = List.copyOf(steps);
  }

  /**
   * An operation that took part.
   *
   * @param operationId as in the history
   * @param text what was asked: {@code transfer 1→2 50}
   * @param outcome what its client was told: {@code ok}, {@code fail} or {@code info}
   * @param endedNanos when its worker stopped waiting
   */
  public record Culprit(
      long operationId,
      String text,
      int process,
      String outcome,
      int attempts,
      long invokedNanos,
      long endedNanos) {}

  /**
   * One thing that one culprit did.
   *
   * @param operationId whose lane it belongs to
   * @param nanos when the answer arrived, on the clock of the history
   * @param kind {@code invoke}, {@code read}, {@code write} or the outcome's word
   * @param sql the statement, empty for invocation and completion
   * @param text what came of it: {@code account 7 revision 3 holds 100}
   */
  public record Step(long operationId, long nanos, String kind, String sql, String text) {}
}
