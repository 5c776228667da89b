package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;

/**
 * Finds the write of a value of a key: open addressing over one array of micro-operations.
 *
 * <p>A value that was written twice names no write, even where one of the two failed: the value
 * looks the same whether the other wrote it or the failed one was seen too early. What is true
 * whichever wrote it can be asked of the {@link #first}.
 */
final class Values {

  /** Nobody wrote that value. */
  static final int NONE = -1;

  /** It was written more than once. */
  static final int AMBIGUOUS = -2;

  private final TxnHistory history;
  private final int[] txnOf;

  /** One more than the {@link #first} write of each value, negated if there are others. */
  private final int[] table;

  /** Takes every append or write of the history; all of a value but the first are duplicates. */
  Values(TxnHistory history, int[] txnOf, Ints duplicates) {
    this.history = history;
    this.txnOf = txnOf;
    int writes = 0;
    for (int op = 0; op < history.ops(); op++) {
      writes += history.micro(op).writes() ? 1 : 0;
    }
    this.table = new int[Integer.highestOneBit(Math.max(8, Math.min(1 << 29, writes))) << 2];
    for (int op = 0; op < history.ops(); op++) {
      Micro micro = history.micro(op);
      if (micro.writes() && !put(op)) {
        duplicates.add(op);
      }
    }
  }

  private boolean put(int op) {
    int at = slot(history.key(op), history.value(op));
    if (table[at] == 0) {
      table[at] = op + 1;
      return true;
    }
    int first = Math.abs(table[at]) - 1;
    table[at] = -1 - (isFailed(first) && !isFailed(op) ? op : first);
    return false;
  }

  /** The only micro-operation that wrote it, {@link #NONE} or {@link #AMBIGUOUS}. */
  int writeOp(int key, long value) {
    int entry = table[slot(key, value)];
    return entry < 0 ? AMBIGUOUS : entry - 1;
  }

  /**
   * The first micro-operation that wrote it and did not fail; the first at all if every one failed,
   * {@link #NONE} if there is none.
   */
  int first(int key, long value) {
    return Math.abs(table[slot(key, value)]) - 1;
  }

  /** Whether the transaction of a micro-operation failed. */
  boolean isFailed(int op) {
    return history.outcome(txnOf[op]) == Outcome.FAIL;
  }

  /** Whether nobody else wrote the value that a micro-operation writes. */
  boolean isUnique(int write) {
    return writeOp(history.key(write), history.value(write)) == write;
  }

  private int slot(int key, long value) {
    int mask = table.length - 1;
    long h = (value ^ ((long) key << 40)) * 0x9E3779B97F4A7C15L;
    h = ((h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L) + key;
    int at = (int) (h ^ (h >>> 32)) & mask;
    while (table[at] != 0 && !isWrite(Math.abs(table[at]) - 1, key, value)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private boolean isWrite(int op, int key, long value) {
    return history.key(op) == key && history.value(op) == value;
  }
}
