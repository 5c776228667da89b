package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The versions of registers in runs: each version of a run was read by the writer of the next one.
 * The run that begins with nil comes first; in which order the others come is not known. Where
 * several writers read one version, none of theirs follows it in its run: each begins one of its
 * own.
 */
final class Runs {

  /** Several versions follow: a lost update, whatever the order. */
  private static final int FORK = -2;

  /** Written without having been read. */
  private static final int BLIND = -3;

  /** No version: its own transaction replaced it, or failed. */
  private static final int REPLACED = -4;

  final RegisterReads reads;
  private final TxnHistory history;

  /** For each write that is a version: the version that its writer had read. */
  private final int[] before;

  /** For each version, and behind them for each key's nil: the only one that follows it. */
  private final int[] after;

  private final int[] versionsOfKey;
  private final int[] firstOfKey;
  private final BitSet circular = new BitSet();

  private Runs(RegisterReads reads) {
    this.history = reads.history;
    this.reads = reads;
    this.before = new int[history.ops()];
    Arrays.fill(before, REPLACED);
    this.after = new int[history.ops() + history.keys()];
    Arrays.fill(after, Versions.NONE);
    predecessors();
    this.firstOfKey = new int[history.keys() + 1];
    this.versionsOfKey = byKey();
  }

  /** As long as can be: what no lost update allows to be otherwise. */
  static Runs of(RegisterReads reads) {
    var runs = new Runs(reads);
    runs.successors();
    runs.circular();
    return runs;
  }

  /** Every version in a run of its own: what is true where updates may be lost. */
  static Runs apart(RegisterReads reads) {
    var runs = new Runs(reads);
    for (int op = 0; op < runs.before.length; op++) {
      runs.before[op] = runs.before[op] == REPLACED ? REPLACED : BLIND;
    }
    return runs;
  }

  /** How many versions a key has, nil left out. */
  int size(int key) {
    return firstOfKey[key + 1] - firstOfKey[key];
  }

  /** One of them, in no particular order. */
  int version(int key, int at) {
    return versionsOfKey[firstOfKey[key] + at];
  }

  /** The version after nil in its run, or a negative number. */
  int afterNil(int key) {
    return after[history.ops() + key];
  }

  /** The version after that one in its run, or a negative number. */
  int after(int version) {
    return after[version];
  }

  /** Whether a version is one of some of which each one's writer had read another. */
  boolean isCircular(int version) {
    return circular.get(version);
  }

  /** The version that the writer of a circular one had read. */
  int before(int version) {
    return before[version];
  }

  /** The versions that begin a run that is not nil's. */
  int[] heads(int key) {
    Ints heads = new Ints();
    for (int i = firstOfKey[key]; i < firstOfKey[key + 1]; i++) {
      int op = versionsOfKey[i];
      int read = before[op];
      int parent = read >= 0 ? read : history.ops() + key;
      if (read == BLIND || after[parent] == FORK) {
        heads.add(op);
      }
    }
    return heads.toArray();
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
      }
    }
  }

  private void circular() {
    for (int version : versionsOfKey) {
      circular.set(version);
    }
    for (int key = 0; key < history.keys(); key++) {
      reach(afterNil(key));
      for (int head : heads(key)) {
        reach(head);
      }
    }
  }

  private void reach(int head) {
    for (int op = head; op >= 0; op = after[op]) {
      circular.clear(op);
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
}
