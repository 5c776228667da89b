package dev.overdraft.check.rows;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.Optional;

/**
 * Replays the transactions of a history one after the other, in an order that rows and clock allow.
 *
 * <p>A read waits until its version is installed. A write waits until the version before it is
 * installed and all others have read that. Everyone waits for whoever was answered before he began.
 * All these are the edges wr, ww, rw and real time of the history's graph, so the replay comes to
 * its end if and only if that has no cycle. A transaction waits at one version at a time, in a list
 * that costs an int, and goes on from there: each of its accesses is looked at a few times.
 *
 * <p>Anything that a plain edge does not say stops it: see {@link Oddities}.
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
  private final Oddities oddities;
  private final int[] nextWaiting;

  /** The access at which each transaction goes on, or -1 if it has not been looked at. */
  private final int[] reached;

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
    this.oddities = new Oddities(history, rows);
    this.nextWaiting = new int[history.size()];
    this.reached = new int[history.size()];
    Arrays.fill(reached, -1);
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

  /** Goes on where it waited: what it has waited for stays as it is until it is replayed. */
  private Try attempt(int txn) {
    if (reached[txn] < 0) {
      if (oddities.isOdd(txn)) {
        return Try.ODD;
      }
      reached[txn] = history.firstOp(txn);
    }
    int end = history.endOp(txn);
    for (int op = reached[txn]; op < end; op++) {
      boolean read = history.micro(op) == Micro.READ_VERSION;
      int needed = read ? rows.slot(op) : rows.slot(op) - 1;
      if (!isFree(txn, needed, read)) {
        reached[txn] = op;
        nextWaiting[txn] = rows.await(needed, txn);
        return Try.WAITS;
      }
    }
    return Try.REPLAYED;
  }

  /** Whether a version may be read, or written over. */
  private boolean isFree(int txn, int slot, boolean read) {
    return rows.author(slot) == txn || (rows.isInstalled(slot) && (read || !rows.isToBeRead(slot)));
  }

  private void replay(int txn) {
    done[txn] = true;
    replayed++;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int slot = rows.slot(op);
      if (history.micro(op) == Micro.READ_VERSION) {
        rows.replayedRead(op, txn);
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
