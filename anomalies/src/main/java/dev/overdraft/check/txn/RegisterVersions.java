package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * The versions of registers whose every value is unique. Which write a read returned is certain;
 * the order of the versions is so where a writer read the version that it replaced, or where there
 * is only one place left.
 *
 * <p>A key's versions fall into runs, each version read by the writer of the next, and the run that
 * begins with nil is the first. {@link #guess} puts the others in the order of time: what that
 * order satisfies is satisfied, since there is one. {@link #certain} leaves them unconnected: what
 * that breaks is broken in any order.
 */
final class RegisterVersions {

  /** Several versions follow: a lost update, whatever the order. */
  private static final int FORK = -2;

  /** Written without having been read. */
  private static final int BLIND = -3;

  /** No version: its own transaction replaced it, or failed. */
  private static final int REPLACED = -4;

  private final TxnHistory history;
  private final RegisterReads reads;

  /** For each write that is a version: the version that its writer had read. */
  private final int[] before;

  /** For each version, and behind them for each key's nil: the only one that follows it. */
  private final int[] after;

  private final int[] versionsOfKey;
  private final int[] firstOfKey;
  private final boolean[] cut;
  private boolean exact = true;
  private final Versions guess;
  private final Versions certain;

  RegisterVersions(RegisterReads reads, Sightings sightings) {
    this.history = reads.history;
    this.reads = reads;
    this.before = new int[history.ops()];
    Arrays.fill(before, REPLACED);
    this.after = new int[history.ops() + history.keys()];
    Arrays.fill(after, Versions.NONE);
    this.guess = new Versions(history);
    this.certain = new Versions(history);
    predecessors();
    successors();
    this.firstOfKey = new int[history.keys() + 1];
    this.versionsOfKey = byKey();
    this.cut = new boolean[versionsOfKey.length + history.keys()];
    lay(sightings);
  }

  /** Whether the guess is no guess. */
  boolean exact() {
    return exact;
  }

  Versions guess() {
    return guess;
  }

  Versions certain() {
    return certain;
  }

  private void predecessors() {
    var same = new OpsOfKey(history);
    for (int t = 0; t < history.size(); t++) {
      if (reads.committed[t]) {
        same.enter(t);
        for (int op = history.firstOp(t); op < history.endOp(t); op++) {
          if (history.micro(op).writes()) {
            before[op] = predecessor(t, op, same.before(op));
          }
        }
      }
    }
  }

  private int predecessor(int txn, int op, int previous) {
    if (previous < 0) {
      return BLIND;
    }
    if (history.micro(previous).writes()) {
      int inherited = before[previous];
      before[previous] = REPLACED;
      return inherited;
    }
    if (!reads.isRead(txn, previous)) {
      return BLIND;
    }
    int read = reads.read(previous);
    if (read >= op && read < history.endOp(txn)) {
      return BLIND;
    }
    if (read >= history.firstOp(txn) && read < op) {
      int inherited = before[read];
      before[read] = REPLACED;
      return inherited;
    }
    return read == Reads.UNKNOWN ? BLIND : read;
  }

  /** Links each version to the one that follows; where several claim to, none does. */
  private void successors() {
    for (int op = 0; op < before.length; op++) {
      int read = before[op];
      if (read >= 0 && before[read] == REPLACED) {
        before[op] = BLIND;
      } else if (read >= RegisterReads.NIL) {
        int at = read >= 0 ? read : history.ops() + history.key(op);
        after[at] = after[at] == Versions.NONE ? op : FORK;
        exact &= after[at] != FORK;
      }
    }
  }

  private int[] byKey() {
    for (int op = 0; op < before.length; op++) {
      if (before[op] != REPLACED) {
        firstOfKey[history.key(op) + 1]++;
      }
    }
    for (int key = 0; key < history.keys(); key++) {
      firstOfKey[key + 1] += firstOfKey[key];
    }
    int[] versions = new int[firstOfKey[history.keys()]];
    int[] at = Arrays.copyOf(firstOfKey, history.keys());
    for (int op = 0; op < before.length; op++) {
      if (before[op] != REPLACED) {
        versions[at[history.key(op)]++] = op;
      }
    }
    return versions;
  }

  private void lay(Sightings sightings) {
    int[] first = new int[history.keys() + 1];
    for (int key = 0; key <= history.keys(); key++) {
      first[key] = firstOfKey[key] + key;
    }
    guess.lay(first);
    certain.lay(first);
    for (int key = 0; key < history.keys(); key++) {
      layKey(key, sightings);
    }
    for (Versions versions : new Versions[] {guess, certain}) {
      System.arraycopy(reads.committed, 0, versions.committed, 0, history.size());
      placeReads(versions);
    }
    guess.settle();
    certain.settle(cut);
  }

  private void layKey(int key, Sightings sightings) {
    int slot = guess.firstSlot[key] + 1;
    int end = guess.firstSlot[key + 1];
    slot = run(after[history.ops() + key], slot);
    int[] heads = heads(key);
    exact &= heads.length == 0;
    cutBefore(slot, end, heads.length > 1);
    for (int head : heads) {
      slot = run(head, slot);
      cutBefore(slot, end, true);
    }
    if (slot < end) {
      circle(key, slot, sightings);
    }
  }

  private void cutBefore(int slot, int end, boolean unknown) {
    if (slot < end && unknown) {
      cut[slot - 1] = true;
      exact = false;
    }
  }

  /** The versions that begin a run, by the middle of their writers' intervals. */
  private int[] heads(int key) {
    Ints heads = new Ints();
    for (int i = firstOfKey[key]; i < firstOfKey[key + 1]; i++) {
      int op = versionsOfKey[i];
      int read = before[op];
      int parent = read >= 0 ? read : history.ops() + key;
      if (read == BLIND || after[parent] == FORK) {
        heads.add(op);
      }
    }
    int[] ops = new int[heads.size()];
    long[] times = new long[heads.size()];
    for (int i = 0; i < ops.length; i++) {
      ops[i] = heads.get(i);
      times[i] = middle(reads.txnOf[ops[i]]);
    }
    return TimeSort.sorted(ops, times);
  }

  private long middle(int txn) {
    long from = history.invokedNanos(txn);
    long to = history.completedNanos(txn);
    return to == TxnHistory.NEVER ? from : from + (to - from) / 2;
  }

  private int run(int head, int from) {
    int slot = from;
    for (int op = head; op >= 0; op = after[op]) {
      place(op, slot++);
    }
    return slot;
  }

  private void place(int op, int slot) {
    for (Versions versions : new Versions[] {guess, certain}) {
      versions.author[slot] = reads.txnOf[op];
      versions.slotOfOp[op] = slot;
    }
  }

  /** Versions none of which can be the first: each one's writer had read another of them. */
  private void circle(int key, int from, Sightings sightings) {
    int slot = from;
    for (int i = firstOfKey[key]; i < firstOfKey[key + 1]; i++) {
      int op = versionsOfKey[i];
      if (guess.slotOfOp[op] == Versions.NONE) {
        if (slot == from) {
          sightings.add(Phenomenon.CYCLIC_VERSIONS, op, before[op]);
        }
        cut[slot - 1] = true;
        place(op, slot++);
      }
    }
  }

  private void placeReads(Versions versions) {
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (reads.isRead(t, op)) {
          int write = reads.read(op);
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
