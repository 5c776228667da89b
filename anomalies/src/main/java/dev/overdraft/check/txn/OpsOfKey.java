package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * For each micro-operation of one transaction, the one before it on the same key, in time
 * proportional to the operations. Used again for one transaction after the other.
 */
final class OpsOfKey {

  static final int NONE = -1;

  private final TxnHistory history;
  private final int[] last;
  private int[] before = new int[16];
  private int first;

  OpsOfKey(TxnHistory history) {
    this.history = history;
    this.last = new int[history.keys()];
    Arrays.fill(last, NONE);
  }

  /** Looks at that transaction from now on. */
  void enter(int txn) {
    first = history.firstOp(txn);
    int size = history.endOp(txn) - first;
    if (before.length < size) {
      before = new int[Math.max(size, before.length * 2)];
    }
    for (int op = first; op < first + size; op++) {
      int known = last[history.key(op)];
      before[op - first] = known >= first && known < op ? known : NONE;
      last[history.key(op)] = op;
    }
  }

  /** The micro-operation before that one on its key within the transaction, or {@link #NONE}. */
  int before(int op) {
    return before[op - first];
  }
}
