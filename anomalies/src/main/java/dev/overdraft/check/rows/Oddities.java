package dev.overdraft.check.rows;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;

/**
 * Looks through single transactions for what no order of transactions can be blamed for: a read of
 * a version that its transaction has written over, of another version than before, of one that its
 * own transaction wrote or that its writer replaced, or that names another writer than the one
 * there is; a write over a version that the same transaction writes only later.
 *
 * <p>One pass over a transaction's accesses. Not for use by several threads.
 */
final class Oddities {

  private final TxnHistory history;
  private final RowTable rows;

  /** For each key, one more than the transaction that last touched it. */
  private final int[] touched;

  /** The version of the key that it read; the complement of that which it wrote. */
  private final int[] last;

  Oddities(TxnHistory history, RowTable rows) {
    this.history = history;
    this.rows = rows;
    this.touched = new int[history.keys()];
    this.last = new int[history.keys()];
  }

  boolean isOdd(int txn) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int key = history.key(op);
      int slot = rows.slot(op);
      boolean again = touched[key] == txn + 1;
      boolean read = history.micro(op) == Micro.READ_VERSION;
      boolean odd =
          read
              ? (again && last[key] != slot) || isOddRead(txn, op)
              : rows.author(slot - 1) == txn && !(again && last[key] == ~(slot - 1));
      if (odd) {
        return true;
      }
      touched[key] = txn + 1;
      last[key] = read ? slot : ~slot;
    }
    return false;
  }

  private boolean isOddRead(int txn, int op) {
    int slot = rows.slot(op);
    boolean opening = history.value(op) == 0;
    return rows.author(slot) == txn
        || rows.isIntermediate(slot, history.key(op))
        || history.isOpening(op) != opening
        || (!opening && history.writer(op) != rows.author(slot));
  }
}
