package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.history.txn.TxnHistory;

/**
 * Who sees one effect of another transaction has to see all of them: decides monotonic atomic view
 * and read atomic, transaction by transaction.
 *
 * <p>Read atomic: if a transaction reads anything of another, or that other comes first in the
 * order asked for, then it reads nothing older than what the other wrote. Monotonic atomic view:
 * the same from the first such read on.
 *
 * @see <a href="https://doi.org/10.14778/2732232.2732237">Bailis et al. 2013, section 5.1.2</a>
 * @see <a href="https://doi.org/10.4230/LIPIcs.CONCUR.2015.58">Cerone, Bernardi and Gotsman 2015,
 *     read atomic</a>
 */
final class Visibility {

  private final Versions versions;
  private final TxnHistory history;
  private final Budget budget;
  private final int[] stamp;
  private final int[] newest;
  private int round;

  Visibility(Versions versions, Budget budget) {
    this.versions = versions;
    this.history = versions.history;
    this.budget = budget;
    this.stamp = new int[history.keys()];
    this.newest = new int[history.keys()];
  }

  /** Whether, from its first read of another's effect on, {@code txn} misses none of the rest. */
  boolean isMonotonic(int txn) {
    round++;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (isForeignRead(txn, op)) {
        if (misses(op)) {
          return false;
        }
        see(versions.author[versions.slotOfOp[op]]);
      }
    }
    return true;
  }

  /** Whether it misses nothing of whom it read from at all. */
  boolean isAtomic(int txn) {
    round++;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (isForeignRead(txn, op)) {
        see(versions.author[versions.slotOfOp[op]]);
      }
    }
    return missesNothing(txn);
  }

  /**
   * Whether a transaction read what another had replaced, the next one after it or later; false
   * also when the budget is spent.
   *
   * @param afterwards whether only that counts which it read after it had read from the other
   */
  boolean misses(int reader, int writer, boolean afterwards) {
    round++;
    see(writer);
    boolean counts = !afterwards;
    for (int op = history.firstOp(reader); op < history.endOp(reader); op++) {
      if (isForeignRead(reader, op)) {
        if (counts && misses(op)) {
          return true;
        }
        counts |= versions.author[versions.slotOfOp[op]] == writer;
      }
    }
    return false;
  }

  /** Forgets whom it has seen; for {@link #see} and {@link #missesNothing} in turns. */
  void forget() {
    round++;
  }

  boolean missesNothing(int txn) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (isForeignRead(txn, op) && misses(op)) {
        return false;
      }
    }
    return true;
  }

  /** From now on everything that {@code txn} wrote is visible. */
  void see(int txn) {
    if (txn < 0
        || !versions.committed[txn]
        || !budget.take(history.endOp(txn) - history.firstOp(txn))) {
      return;
    }
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op).writes()) {
        int key = history.key(op);
        int slot = versions.slotOfOp[op];
        int place = slot >= 0 ? slot : versions.isTail(key, txn) ? Integer.MAX_VALUE : -1;
        newest[key] = stamp[key] == round ? Math.max(newest[key], place) : place;
        stamp[key] = round;
      }
    }
  }

  private boolean isForeignRead(int txn, int op) {
    int slot = versions.slotOfOp[op];
    return slot >= 0 && !history.micro(op).writes() && versions.author[slot] != txn;
  }

  private boolean misses(int op) {
    int key = history.key(op);
    return stamp[key] == round && newest[key] > versions.slotOfOp[op];
  }
}
