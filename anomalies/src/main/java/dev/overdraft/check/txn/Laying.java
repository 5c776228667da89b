package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;

/** Lays runs of versions one behind the other, nil's first, the others in a given order. */
final class Laying {

  private final Runs runs;
  private final long[] order;
  private final TxnHistory history;
  private final Versions versions;
  private final boolean[] cut;
  private boolean exact = true;

  /**
   * Runs in the order of their first writers.
   *
   * @param order for each transaction its place
   */
  Laying(Runs runs, long[] order) {
    this.runs = runs;
    this.order = order;
    this.history = runs.reads.history;
    this.versions = new Versions(history);
    int[] first = new int[history.keys() + 1];
    for (int key = 0; key < history.keys(); key++) {
      first[key + 1] = first[key] + runs.size(key) + 1;
    }
    versions.lay(first);
    this.cut = new boolean[versions.author.length];
    for (int key = 0; key < history.keys(); key++) {
      lay(key);
    }
    System.arraycopy(runs.reads.committed, 0, versions.committed, 0, history.size());
    placeReads();
  }

  /** Whether every run had but one place. */
  boolean exact() {
    return exact;
  }

  /** Each version followed by the next. */
  Versions whole() {
    versions.settle();
    return versions;
  }

  /** Each version followed by the next where that is the only one that can follow. */
  Versions uncertain() {
    versions.settle(cut);
    return versions;
  }

  private void lay(int key) {
    int slot = run(runs.afterNil(key), versions.firstSlot[key] + 1);
    int[] heads = sorted(runs.heads(key));
    exact &= heads.length == 0;
    for (int head : heads) {
      cut[slot - 1] = heads.length > 1;
      slot = run(head, slot);
    }
    if (slot < versions.firstSlot[key + 1]) {
      circle(key, slot);
    }
  }

  private int[] sorted(int[] heads) {
    long[] times = new long[heads.length];
    for (int i = 0; i < heads.length; i++) {
      times[i] = order[runs.reads.txnOf[heads[i]]];
    }
    return TimeSort.sorted(heads, times);
  }

  private int run(int head, int from) {
    int slot = from;
    for (int op = head; op >= 0; op = runs.after(op)) {
      place(op, slot++);
    }
    return slot;
  }

  private void place(int op, int slot) {
    versions.author[slot] = runs.reads.txnOf[op];
    versions.slotOfOp[op] = slot;
  }

  /** Versions none of which can be the first. */
  private void circle(int key, int from) {
    int slot = from;
    for (int at = 0; at < runs.size(key); at++) {
      int op = runs.version(key, at);
      if (runs.isCircular(op)) {
        cut[slot - 1] = true;
        place(op, slot++);
      }
    }
  }

  private void placeReads() {
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (runs.reads.isRead(t, op)) {
          int write = runs.reads.read(op);
          if (write >= 0) {
            versions.slotOfOp[op] = versions.slotOfOp[write];
          } else if (write == RegisterReads.NIL) {
            versions.slotOfOp[op] = versions.firstSlot[history.key(op)];
          }
        }
      }
    }
  }
}
