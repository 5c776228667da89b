package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * What each committed transaction read of others and what it left to them, register by register:
 * all that levels are about whose order of versions is not known.
 *
 * <p>Transaction t has the reads {@code firstRead[t] … firstRead[t+1]-1}, in program order, and has
 * written the keys {@code firstWrite[t] … firstWrite[t+1]-1}, ascending.
 */
final class External {

  final TxnHistory history;
  final Versions versions;
  final int[] firstRead;
  final int[] readKey;

  /** Who wrote what was read, or {@link Versions#NONE} for what was there before everybody. */
  final int[] readFrom;

  final int[] firstWrite;
  final int[] writeKey;

  /** Of registers laid in any order. */
  External(Versions versions) {
    this.history = versions.history;
    this.versions = versions;
    this.firstRead = new int[history.size() + 1];
    this.firstWrite = new int[history.size() + 1];
    for (int t = 0; t < history.size(); t++) {
      firstRead[t + 1] = firstRead[t];
      firstWrite[t + 1] = firstWrite[t];
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (isRead(t, op)) {
          firstRead[t + 1]++;
        } else if (isWrite(t, op)) {
          firstWrite[t + 1]++;
        }
      }
    }
    this.readKey = new int[firstRead[history.size()]];
    this.readFrom = new int[readKey.length];
    this.writeKey = new int[firstWrite[history.size()]];
    for (int t = 0; t < history.size(); t++) {
      fill(t);
    }
  }

  private void fill(int txn) {
    int read = firstRead[txn];
    int write = firstWrite[txn];
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (isRead(txn, op)) {
        readKey[read] = history.key(op);
        readFrom[read++] = versions.author[versions.slotOfOp[op]];
      } else if (isWrite(txn, op)) {
        writeKey[write++] = history.key(op);
      }
    }
    Arrays.sort(writeKey, firstWrite[txn], write);
  }

  private boolean isRead(int txn, int op) {
    int slot = versions.slotOfOp[op];
    return versions.committed[txn]
        && slot >= 0
        && !history.micro(op).writes()
        && versions.author[slot] != txn;
  }

  private boolean isWrite(int txn, int op) {
    return versions.committed[txn] && history.micro(op).writes() && versions.slotOfOp[op] >= 0;
  }

  int reads(int txn) {
    return firstRead[txn + 1] - firstRead[txn];
  }

  int writes(int txn) {
    return firstWrite[txn + 1] - firstWrite[txn];
  }

  /** Whether a transaction left a version of a key. */
  boolean writes(int txn, int key) {
    return Arrays.binarySearch(writeKey, firstWrite[txn], firstWrite[txn + 1], key) >= 0;
  }
}
