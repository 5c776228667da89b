package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tiny register histories that no database has made: who wrote what is drawn first, and then every
 * read returns any value of its key, a recent one rather than an old one.
 */
final class RandomRegisters {
  private RandomRegisters() {}

  private record Txn(int process, long invoked, long completed, List<long[]> ops) {}

  /** So many transactions, each of which reads and writes a few of two or three keys. */
  static TxnHistory of(long seed, int txns) {
    var random = new SplittableRandom(seed);
    int keys = 2 + random.nextInt(2);
    int processes = 2 + random.nextInt(3);
    long[] free = new long[processes];
    List<Txn> all = new ArrayList<>();
    List<List<Integer>> writers = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      writers.add(new ArrayList<>());
    }
    for (int t = 0; t < txns; t++) {
      int process = random.nextInt(processes);
      long invoked = Math.max(free[process], t * 10L - random.nextInt(30)) + 1;
      free[process] = invoked + 5 + random.nextInt(30);
      all.add(new Txn(process, invoked, free[process], new ArrayList<>()));
      for (int key = 0; key < keys; key++) {
        if (random.nextInt(5) < 2) {
          writers.get(key).add(t);
        }
      }
    }
    for (int t = 0; t < txns; t++) {
      for (int key = 0; key < keys; key++) {
        if (random.nextInt(2) == 0) {
          all.get(t).ops().add(new long[] {key, read(random, writers.get(key), t)});
        }
      }
      shuffle(random, all.get(t).ops());
      for (int key = 0; key < keys; key++) {
        if (writers.get(key).contains(t)) {
          all.get(t).ops().add(new long[] {key, t + 1});
        }
      }
    }
    return history(all);
  }

  private static void shuffle(SplittableRandom random, List<long[]> ops) {
    for (int i = ops.size() - 1; i > 0; i--) {
      long[] one = ops.get(i);
      int j = random.nextInt(i + 1);
      ops.set(i, ops.get(j));
      ops.set(j, one);
    }
  }

  /** Minus the number of who wrote it, counted from 1; 0 for nil. */
  private static long read(SplittableRandom random, List<Integer> writers, int by) {
    int drawn = Math.min(random.nextInt(writers.size() + 2), random.nextInt(writers.size() + 2));
    List<Integer> near = new ArrayList<>(writers);
    near.remove(Integer.valueOf(by));
    near.sort((a, b) -> Integer.compare(Math.abs(a - by + 1), Math.abs(b - by + 1)));
    return drawn < near.size() ? -(near.get(drawn) + 1) : 0;
  }

  private static TxnHistory history(List<Txn> all) {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    for (int t = 0; t < all.size(); t++) {
      Txn txn = all.get(t);
      history.begin(t, txn.process(), txn.invoked());
      for (long[] op : txn.ops()) {
        if (op[1] > 0) {
          history.write(op[0], op[1]);
        } else if (op[1] < 0) {
          history.read(op[0], -op[1]);
        } else {
          history.readNil(op[0]);
        }
      }
      history.end(Outcome.OK, txn.completed());
    }
    return history.build();
  }
}
