package dev.overdraft.check.txn;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;

/** Finds the write of a value of a key: open addressing over one array of micro-operations. */
final class Values {

  /** Nobody wrote that value. */
  static final int NONE = -1;

  private final TxnHistory history;
  private final int[] table;

  /**
   * Takes every append or write of the history; where a value of a key is written twice, the first
   * counts and the second is a duplicate.
   */
  Values(TxnHistory history, Ints duplicates) {
    this.history = history;
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
    if (table[at] != 0) {
      return false;
    }
    table[at] = op + 1;
    return true;
  }

  /** The micro-operation that wrote it, or {@link #NONE}. */
  int writeOp(int key, long value) {
    return table[slot(key, value)] - 1;
  }

  private int slot(int key, long value) {
    int mask = table.length - 1;
    long h = (value ^ ((long) key << 40)) * 0x9E3779B97F4A7C15L;
    h = ((h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L) + key;
    int at = (int) (h ^ (h >>> 32)) & mask;
    while (table[at] != 0
        && (history.key(table[at] - 1) != key || history.value(table[at] - 1) != value)) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
