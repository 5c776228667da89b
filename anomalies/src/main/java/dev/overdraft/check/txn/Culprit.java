package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnName;

/**
 * A transaction that took part.
 *
 * @param index as in the history
 * @param text what it did, with what it read
 * @param outcome what its client was told: {@code ok}, {@code fail} or {@code info}
 * @param completedNanos {@link dev.overdraft.history.txn.TxnHistory#NEVER} if nobody knows
 */
public record Culprit(
    long index, int process, String text, String outcome, long invokedNanos, long completedNanos) {

  /** How people name it: {@code T17}, or {@code T17.1} for an attempt that stands for itself. */
  public String name() {
    return TxnName.of(index);
  }
}
