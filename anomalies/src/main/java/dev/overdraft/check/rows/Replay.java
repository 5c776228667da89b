package dev.overdraft.check.rows;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Optional;

/**
 * Replays the transactions of a history one after the other, in an order that rows and clock allow.
 *
 * <p>A read waits until its version is installed. A write waits until the version before it is
 * installed and all others have read that. Everyone waits for whoever was answered before he began.
 * All these are the edges wr, ww, rw and real time of the history's graph, so the replay comes to
 * its end if and only if that has no cycle. A transaction waits at one version at a time, in a list
 * that costs an int; each of its accesses is looked at a few times.
 *
 * <p>Anything that a plain edge does not say stops it: a read of a version that its transaction has
 * written over, that names another writer than the one there is, or that is not the one its own
 * transaction has just written.
 */
final class Replay {

  private enum Try {
    REPLAYED,
    WAITS,
    ODD
  }

  private final TxnHistory history;
  private final RowTable rows;
  private final Moments invocations;
  private final Moments completions;
  private final int[] nextWaiting;
  private final boolean[] done;
  private final int[] ready;
  private int readyFrom;
  private int readyCount;
  private int replayed;

  private Replay(TxnHistory history, RowTable rows, Moments invocations, Moments completions) {
    this.history = history;
    this.rows = rows;
    this.invocations = invocations;
    this.completions = completions;
    this.nextWaiting = new int[history.size()];
    this.done = new boolean[history.size()];
    this.ready = new int[Math.max(1, invocations.size())];
  }

  /** Whether the history is strictly serializable, with nothing odd about it. */
  static boolean succeeds(TxnHistory history) {
    var rows = new RowTable(history);
    if (!rows.isComplete()) {
      return false;
    }
    Optional<Moments> invocations = Moments.of(history, true);
    Optional<Moments> completions = Moments.of(history, false);
    return invocations.isPresent()
        && completions.isPresent()
        && new Replay(history, rows, invocations.get(), completions.get()).all();
  }

  private boolean all() {
    int begun = 0;
    int answered = 0;
    int size = completions.size();
    while (replayed < size) {
      while (answered < size && done[completions.txn(answered)]) {
        answered++;
      }
      long open = answered < size ? completions.nanos(answered) : Long.MAX_VALUE;
      while (begun < size && invocations.nanos(begun) <= open) {
        push(invocations.txn(begun++));
      }
      if (readyCount == 0) {
        return false;
      }
      int txn = pop();
      switch (attempt(txn)) {
        case ODD -> {
          return false;
        }
        case REPLAYED -> replay(txn);
        case WAITS -> {
          // Whoever it waits for puts it back.
        }
      }
    }
    return true;
  }

  private Try attempt(int txn) {
    int first = history.firstOp(txn);
    int end = history.endOp(txn);
    for (int op = first; op < end; op++) {
      int slot = rows.slot(op);
      boolean read = history.micro(op) == Micro.READ_VERSION;
      int needed = read ? slot : slot - 1;
      boolean own = rows.author(needed) == txn;
      if (read ? own || isOdd(first, op, slot) : own && !wrote(first, op, needed)) {
        return Try.ODD;
      }
      boolean free =
          own
              || (rows.isInstalled(needed)
                  && (read || rows.reads(needed) == ownReads(first, end, needed)));
      if (!free) {
        nextWaiting[txn] = rows.await(needed, txn);
        return Try.WAITS;
      }
    }
    return Try.REPLAYED;
  }

  private boolean isOdd(int first, int op, int slot) {
    int key = history.key(op);
    for (int earlier = first; earlier < op; earlier++) {
      if (history.key(earlier) == key
          && (history.micro(earlier) != Micro.READ_VERSION || rows.slot(earlier) != slot)) {
        return true;
      }
    }
    boolean opening = history.value(op) == 0;
    return rows.isIntermediate(slot, key)
        || history.isOpening(op) != opening
        || (!opening && history.writer(op) != rows.author(slot));
  }

  private boolean wrote(int first, int end, int slot) {
    for (int op = first; op < end; op++) {
      if (history.micro(op) != Micro.READ_VERSION && rows.slot(op) == slot) {
        return true;
      }
    }
    return false;
  }

  private int ownReads(int first, int end, int slot) {
    int reads = 0;
    for (int op = first; op < end; op++) {
      reads += history.micro(op) == Micro.READ_VERSION && rows.slot(op) == slot ? 1 : 0;
    }
    return reads;
  }

  private void replay(int txn) {
    done[txn] = true;
    replayed++;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int slot = rows.slot(op);
      if (history.micro(op) == Micro.READ_VERSION) {
        rows.replayedRead(slot);
      } else {
        rows.install(slot);
      }
      for (int waiting = rows.release(slot); waiting >= 0; waiting = nextWaiting[waiting]) {
        push(waiting);
      }
    }
  }

  private void push(int txn) {
    int at = readyFrom + readyCount++;
    ready[at < ready.length ? at : at - ready.length] = txn;
  }

  private int pop() {
    int txn = ready[readyFrom];
    readyFrom = readyFrom + 1 == ready.length ? 0 : readyFrom + 1;
    readyCount--;
    return txn;
  }
}
