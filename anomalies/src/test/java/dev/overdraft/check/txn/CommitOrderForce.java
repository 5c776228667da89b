package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides read committed, read atomic and causal consistency of tiny register histories as Biswas
 * and Enea define them: by trying every order of all commits and asking of each read whether a
 * writer that it should have seen comes after the one that it read. Transactions are ok, write a
 * key once and read it before.
 */
final class CommitOrderForce {

  private record Read(int key, int from, Set<Integer> before) {}

  private final TxnHistory history;
  private final List<List<Read>> reads = new ArrayList<>();
  private final List<Set<Integer>> writes = new ArrayList<>();
  private final boolean[][] order;

  CommitOrderForce(TxnHistory history, Axis axis) {
    this.history = history;
    int n = history.size();
    this.order = new boolean[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        boolean earlier = history.completedNanos(a) < history.invokedNanos(b);
        order[a][b] =
            earlier
                && (axis == Axis.STRICT
                    || (axis == Axis.SESSION && history.process(a) == history.process(b)));
      }
    }
    for (int t = 0; t < n; t++) {
      enter(t);
    }
  }

  private void enter(int txn) {
    List<Read> own = new ArrayList<>();
    Set<Integer> written = new HashSet<>();
    Set<Integer> before = new HashSet<>();
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int key = history.key(op);
      if (history.micro(op).writes()) {
        written.add(key);
      } else if (!written.contains(key)) {
        int from = writer(op);
        own.add(new Read(key, from, Set.copyOf(before)));
        before.add(from);
      }
    }
    reads.add(own);
    writes.add(written);
  }

  private int writer(int read) {
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (history.micro(op).writes()
            && history.micro(read) == dev.overdraft.history.txn.Micro.READ
            && history.key(op) == history.key(read)
            && history.value(op) == history.value(read)) {
          return t;
        }
      }
    }
    return -1;
  }

  boolean holds(Level level) {
    return tryAll(level, new ArrayList<>());
  }

  private boolean tryAll(Level level, List<Integer> commits) {
    if (commits.size() == history.size()) {
      return isRight(level, commits);
    }
    for (int t = 0; t < history.size(); t++) {
      if (!commits.contains(t) && mayFollow(commits, t)) {
        commits.add(t);
        if (tryAll(level, commits)) {
          return true;
        }
        commits.remove(commits.size() - 1);
      }
    }
    return false;
  }

  private boolean mayFollow(List<Integer> commits, int txn) {
    for (int t = 0; t < history.size(); t++) {
      if (order[t][txn] && !commits.contains(t)) {
        return false;
      }
    }
    return reads.get(txn).stream().allMatch(r -> r.from() < 0 || commits.contains(r.from()));
  }

  private boolean isRight(Level level, List<Integer> commits) {
    for (int t = 0; t < history.size(); t++) {
      for (Read read : reads.get(t)) {
        for (int other = 0; other < history.size(); other++) {
          if (other != t
              && other != read.from()
              && writes.get(other).contains(read.key())
              && sees(level, t, read, other)
              && commits.indexOf(other) > (read.from() < 0 ? -1 : commits.indexOf(read.from()))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean sees(Level level, int txn, Read read, int other) {
    return switch (level) {
      case MONOTONIC_ATOMIC_VIEW -> read.before().contains(other);
      case READ_ATOMIC -> direct(other, txn);
      case CAUSAL -> leads(other, txn, new HashSet<>());
      default -> throw new IllegalArgumentException();
    };
  }

  private boolean direct(int from, int to) {
    return order[from][to] || reads.get(to).stream().anyMatch(r -> r.from() == from);
  }

  private boolean leads(int from, int to, Set<Integer> been) {
    for (int t = 0; t < history.size(); t++) {
      if (direct(from, t) && been.add(t) && (t == to || leads(t, to, been))) {
        return true;
      }
    }
    return false;
  }
}
