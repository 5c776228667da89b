package dev.overdraft.check.rows;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;

/**
 * Every version of every row: who wrote it, how many reads of it are still to be replayed that
 * whoever wrote the next one has to wait for, which those of his own are not, and who waits for it.
 * The three stand side by side, since whoever looks at one looks at the others.
 *
 * <p>Not for use by several threads.
 */
final class RowTable {

  private static final int FIELDS = 3;
  private static final int AUTHOR = 0;
  private static final int READS = 1;
  private static final int WAITING = 2;

  /** Written before any transaction, and so installed from the start. */
  private static final int OPENING = Integer.MIN_VALUE;

  private static final int LARGEST = (Integer.MAX_VALUE - 8) / FIELDS;

  private final TxnHistory history;
  private final int[] firstSlot;
  private final int[] fields;
  private final boolean complete;

  RowTable(TxnHistory history) {
    this.history = history;
    this.firstSlot = new int[history.keys() + 1];
    boolean numbered = number();
    this.fields = new int[numbered ? FIELDS * firstSlot[history.keys()] : 0];
    this.complete = numbered && fill();
  }

  /**
   * Whether each version from 0 on has exactly one author who took effect, and no outcome is
   * unknown.
   */
  boolean isComplete() {
    return complete;
  }

  /** The place of the version that a micro-operation read or wrote. */
  int slot(int op) {
    return firstSlot[history.key(op)] + (int) history.value(op);
  }

  /** Whether it took effect: only such are replayed. */
  static boolean counts(TxnHistory history, int txn) {
    return history.outcome(txn) == Outcome.OK;
  }

  private boolean number() {
    int[] newest = new int[history.keys()];
    for (int t = 0; t < history.size(); t++) {
      int end = history.endOp(t);
      if (history.outcome(t) == Outcome.INFO && history.firstOp(t) < end) {
        return false;
      }
      for (int op = history.firstOp(t); counts(history, t) && op < end; op++) {
        long version = history.value(op);
        if (version < 0 || version > history.ops()) {
          return false;
        }
        int key = history.key(op);
        newest[key] = Math.max(newest[key], (int) version);
      }
    }
    long slots = 0;
    for (int key = 0; key < newest.length; key++) {
      slots += newest[key] + 1L;
      if (slots > LARGEST) {
        return false;
      }
      firstSlot[key + 1] = (int) slots;
    }
    return true;
  }

  private boolean fill() {
    int written = 0;
    for (int t = 0; t < history.size(); t++) {
      int end = history.endOp(t);
      for (int op = history.firstOp(t); counts(history, t) && op < end; op++) {
        int at = FIELDS * slot(op);
        if (history.micro(op) == Micro.READ_VERSION) {
          continue;
        }
        if (fields[at + AUTHOR] != 0 || history.value(op) == 0) {
          return false;
        }
        fields[at + AUTHOR] = t + 1;
        written++;
      }
    }
    countReads();
    for (int key = 0; key < history.keys(); key++) {
      fields[FIELDS * firstSlot[key] + AUTHOR] = OPENING;
    }
    return written == firstSlot[history.keys()] - history.keys();
  }

  private void countReads() {
    for (int t = 0; t < history.size(); t++) {
      int end = history.endOp(t);
      for (int op = history.firstOp(t); counts(history, t) && op < end; op++) {
        if (history.micro(op) == Micro.READ_VERSION && isAwaited(op, t)) {
          fields[FIELDS * slot(op) + READS]++;
        }
      }
    }
  }

  /** Whether whoever wrote the next version has to wait for that read: it is another's. */
  private boolean isAwaited(int read, int txn) {
    int next = slot(read) + 1;
    return next == firstSlot[history.key(read) + 1] || author(next) != txn;
  }

  /** Whether whoever wrote it has been replayed. */
  boolean isInstalled(int slot) {
    return fields[FIELDS * slot + AUTHOR] < 0;
  }

  /** Who wrote it; -1 for an opening version. */
  int author(int slot) {
    int author = fields[FIELDS * slot + AUTHOR];
    return author == OPENING ? -1 : Math.abs(author) - 1;
  }

  /** Whether its own writer wrote it over: nobody else can have seen it. */
  boolean isIntermediate(int slot, int key) {
    return slot + 1 < firstSlot[key + 1]
        && slot > firstSlot[key]
        && author(slot + 1) == author(slot);
  }

  void install(int slot) {
    fields[FIELDS * slot + AUTHOR] = -fields[FIELDS * slot + AUTHOR];
  }

  /** Whether somebody else than whoever wrote the next one is still to read it. */
  boolean isToBeRead(int slot) {
    return fields[FIELDS * slot + READS] > 0;
  }

  void replayedRead(int read, int txn) {
    if (isAwaited(read, txn)) {
      fields[FIELDS * slot(read) + READS]--;
    }
  }

  /** Lets a transaction wait; returns who waits already, or -1. */
  int await(int slot, int txn) {
    int before = fields[FIELDS * slot + WAITING] - 1;
    fields[FIELDS * slot + WAITING] = txn + 1;
    return before;
  }

  /** The last who waits, or -1; nobody does afterwards. */
  int release(int slot) {
    int last = fields[FIELDS * slot + WAITING] - 1;
    fields[FIELDS * slot + WAITING] = 0;
    return last;
  }
}
