package dev.overdraft.check.linear;

import dev.overdraft.history.txn.TxnHistory;

/** The micro-operations of a history again, key by key; those of one key in their order. */
final class ByObject {

  private final int[] first;
  private final int[] ops;
  private final int[] txns;

  ByObject(TxnHistory history) {
    this.first = new int[history.keys() + 1];
    for (int op = 0; op < history.ops(); op++) {
      first[history.key(op) + 1]++;
    }
    for (int key = 0; key < history.keys(); key++) {
      first[key + 1] += first[key];
    }
    this.ops = new int[history.ops()];
    this.txns = new int[history.ops()];
    int[] next = first.clone();
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        int at = next[history.key(op)]++;
        ops[at] = op;
        txns[at] = t;
      }
    }
  }

  /** Replaces what {@code into} holds by the operations on that key. */
  void load(int key, ObjectOperations into) {
    into.clear();
    for (int at = first[key]; at < first[key + 1]; at++) {
      into.add(txns[at], ops[at]);
    }
  }
}
