package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides levels of tiny histories of lists or registers, all of whose transactions are ok, by
 * trying every order: of transactions for serializability, of begins and commits for snapshot
 * isolation and prefix consistency. A register is a list that a write replaces.
 */
final class BruteForce {

  private final TxnHistory history;
  private final Axis axis;
  private final Map<Integer, List<Long>> lists = new HashMap<>();
  private final Set<Integer> begun = new HashSet<>();
  private final Set<Integer> done = new HashSet<>();
  private final Map<Integer, Map<Integer, List<Long>>> snapshots = new HashMap<>();

  BruteForce(TxnHistory history, Axis axis) {
    this.history = history;
    this.axis = axis;
    for (int t = 0; t < history.size(); t++) {
      if (history.outcome(t) != Outcome.OK) {
        throw new IllegalArgumentException("only ok transactions");
      }
    }
  }

  /** Whether some serial order gives what was read. */
  boolean isSerializable() {
    if (done.size() == history.size()) {
      return true;
    }
    for (int t = 0; t < history.size(); t++) {
      if (!done.contains(t) && mayBegin(t)) {
        Map<Integer, List<Long>> before = new HashMap<>(lists);
        if (replay(t, lists)) {
          done.add(t);
          if (isSerializable()) {
            return true;
          }
          done.remove(t);
        }
        lists.clear();
        lists.putAll(before);
      }
    }
    return false;
  }

  /** Whether some order of begins and commits does, in which the first committer wins. */
  boolean isSnapshotIsolated() {
    return isSnapshot(true);
  }

  /** Whether some order of begins and commits does, in which updates may be lost. */
  boolean isPrefixConsistent() {
    return isSnapshot(false);
  }

  private boolean isSnapshot(boolean firstWins) {
    if (done.size() == history.size()) {
      return true;
    }
    for (int t = 0; t < history.size(); t++) {
      if (!begun.contains(t) && mayBegin(t) && begins(t, firstWins)) {
        return true;
      }
      if (begun.contains(t) && !done.contains(t) && commits(t, firstWins)) {
        return true;
      }
    }
    return false;
  }

  private boolean begins(int txn, boolean firstWins) {
    Map<Integer, List<Long>> working = new HashMap<>(lists);
    if (!replay(txn, working)) {
      return false;
    }
    begun.add(txn);
    snapshots.put(txn, new HashMap<>(lists));
    boolean found = isSnapshot(firstWins);
    begun.remove(txn);
    snapshots.remove(txn);
    return found;
  }

  private boolean commits(int txn, boolean firstWins) {
    Map<Integer, List<Long>> snapshot = snapshots.getOrDefault(txn, Map.of());
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int key = history.key(op);
      if (firstWins
          && history.micro(op).writes()
          && !snapshot.getOrDefault(key, List.of()).equals(lists.getOrDefault(key, List.of()))) {
        return false;
      }
    }
    Map<Integer, List<Long>> before = new HashMap<>(lists);
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op).writes()) {
        append(lists, op);
      }
    }
    done.add(txn);
    boolean found = isSnapshot(firstWins);
    done.remove(txn);
    lists.clear();
    lists.putAll(before);
    return found;
  }

  /** Whether all that have to come before it are done. */
  private boolean mayBegin(int txn) {
    for (int t = 0; t < history.size(); t++) {
      boolean earlier = history.completedNanos(t) < history.invokedNanos(txn);
      boolean ordered =
          axis == Axis.STRICT
              || (axis == Axis.SESSION && history.process(t) == history.process(txn));
      if (earlier && ordered && !done.contains(t)) {
        return false;
      }
    }
    return true;
  }

  private boolean replay(int txn, Map<Integer, List<Long>> on) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op).writes()) {
        append(on, op);
      } else {
        if (!on.getOrDefault(history.key(op), List.of()).equals(read(op))) {
          return false;
        }
      }
    }
    return true;
  }

  private List<Long> read(int op) {
    List<Long> read = new ArrayList<>();
    if (history.micro(op) == Micro.READ) {
      read.add(history.value(op));
    }
    for (int at = 0; history.micro(op) == Micro.READ_LIST && at < history.listSize(op); at++) {
      read.add(history.element(op, at));
    }
    return read;
  }

  private void append(Map<Integer, List<Long>> to, int op) {
    if (history.micro(op) == Micro.WRITE) {
      to.put(history.key(op), List.of(history.value(op)));
      return;
    }
    List<Long> longer = new ArrayList<>(to.getOrDefault(history.key(op), List.of()));
    longer.add(history.value(op));
    to.put(history.key(op), longer);
  }
}
