package dev.overdraft.check.txn;

import static java.util.Objects.requireNonNull;

import dev.overdraft.check.level.Axis;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides levels of tiny histories of rows in groups, all of whose transactions are ok, by trying
 * every order: of transactions for serializability, of begins and commits for snapshot isolation.
 * What a read of a group returns is computed from all rows, so that nothing need be known of what
 * it did not return.
 */
final class RowForce {

  private record Row(long version, int writer, long group) {}

  private final TxnHistory history;
  private final Axis axis;
  private final Set<Integer> begun = new HashSet<>();
  private final Set<Integer> done = new HashSet<>();

  RowForce(TxnHistory history, Axis axis) {
    this.history = history;
    this.axis = axis;
    for (int t = 0; t < history.size(); t++) {
      if (history.outcome(t) != Outcome.OK) {
        throw new IllegalArgumentException("only ok transactions");
      }
    }
  }

  boolean isSerializable() {
    return isSerializable(opening());
  }

  boolean isSnapshotIsolated() {
    return isSnapshot(opening(), new HashMap<>());
  }

  private Map<Integer, Row> opening() {
    Map<Integer, Row> rows = new HashMap<>();
    for (int key = 0; key < history.keys(); key++) {
      rows.put(key, new Row(0, TxnHistory.NOBODY, history.openingGroup(key)));
    }
    return rows;
  }

  private boolean isSerializable(Map<Integer, Row> rows) {
    if (done.size() == history.size()) {
      return true;
    }
    for (int t = 0; t < history.size(); t++) {
      Map<Integer, Row> after = new HashMap<>(rows);
      if (!done.contains(t) && mayBegin(t) && replay(t, after)) {
        done.add(t);
        if (isSerializable(after)) {
          return true;
        }
        done.remove(t);
      }
    }
    return false;
  }

  private boolean isSnapshot(Map<Integer, Row> rows, Map<Integer, Map<Integer, Row>> snapshots) {
    if (done.size() == history.size()) {
      return true;
    }
    for (int t = 0; t < history.size(); t++) {
      if (!begun.contains(t) && mayBegin(t) && replay(t, new HashMap<>(rows))) {
        begun.add(t);
        snapshots.put(t, rows);
        if (isSnapshot(rows, snapshots)) {
          return true;
        }
        snapshots.remove(t);
        begun.remove(t);
      } else if (begun.contains(t) && !done.contains(t) && mayCommit(t, rows, snapshots)) {
        Map<Integer, Row> after = new HashMap<>(rows);
        for (int op = history.firstOp(t); op < history.endOp(t); op++) {
          if (history.micro(op).writes()) {
            after.put(history.key(op), written(t, op));
          }
        }
        done.add(t);
        if (isSnapshot(after, snapshots)) {
          return true;
        }
        done.remove(t);
      }
    }
    return false;
  }

  private boolean mayCommit(
      int txn, Map<Integer, Row> rows, Map<Integer, Map<Integer, Row>> snapshots) {
    Map<Integer, Row> snapshot = snapshots.getOrDefault(txn, Map.of());
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int key = history.key(op);
      if (history.micro(op).writes() && !row(rows, key).equals(row(snapshot, key))) {
        return false;
      }
    }
    return true;
  }

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

  private boolean replay(int txn, Map<Integer, Row> on) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op) == Micro.READ_GROUP) {
        Map<Integer, Long> found = new HashMap<>();
        long group = history.value(op);
        on.forEach(
            (key, row) -> {
              if (row.group() == group) {
                found.put(key, row.version());
              }
            });
        Map<Integer, Long> returned = new HashMap<>();
        for (int row = op + 1; row <= op + history.listSize(op); row++) {
          returned.put(history.key(row), history.value(row));
        }
        if (!found.equals(returned)) {
          return false;
        }
      } else if (history.micro(op).writes()) {
        if (row(on, history.key(op)).version() + 1 != history.value(op)) {
          return false;
        }
        on.put(history.key(op), written(txn, op));
      }
    }
    return true;
  }

  private static Row row(Map<Integer, Row> rows, int key) {
    return requireNonNull(rows.get(key));
  }

  private Row written(int txn, int op) {
    return new Row(history.value(op), txn, history.group(op));
  }
}
