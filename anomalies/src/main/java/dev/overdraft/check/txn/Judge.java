package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges histories of transactions: names every anomaly and proves it, and says which levels hold.
 * Pure and deterministic; safe for use by several threads.
 *
 * <p><b>Sound and complete</b> for lists and for rows with versions, whose version order is what
 * was read, but for appends that nobody read and for rows that a read of a group did not return
 * though they had come and gone, of which see {@link PredicateReads}; for registers as far as
 * {@link RegisterVersions} can tell the order. Nothing is said of predicates where no read of one
 * was recorded. Transactions of unknown outcome count if somebody saw what they wrote.
 */
public final class Judge {
  private Judge() {}

  /** Everything that can be said of {@code history}. */
  public static Judgement judge(TxnHistory history, Options options) {
    return new Judging(history, options).judgement();
  }

  /**
   * Where luck alone kept a clean history clean. Empty for one with anomalies or without times, and
   * for registers the order of whose versions is not that of time.
   */
  public static NearMiss.Found nearMisses(TxnHistory history, Options options) {
    return new Judging(history, options).nearMisses();
  }

  /**
   * The smallest part of {@code history} that shows the same when it is judged by itself: the
   * culprits, and whose values they had read where that is needed. Empty if there is none.
   */
  public static Optional<TxnHistory> evidence(
      TxnHistory history, Finding finding, Options options) {
    Set<Long> indexes = new HashSet<>();
    finding.culprits().forEach(culprit -> indexes.add(culprit.index()));
    Set<Integer> txns = new TreeSet<>();
    for (int t = 0; t < history.size(); t++) {
      if (indexes.contains(history.index(t))) {
        txns.add(t);
      }
    }
    return new SelfProof(history, options).of(finding, txns);
  }
}
