package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Registers on replicas that hear of commits late: a transaction sees what its replica knew when it
 * began, and of the versions that it sees the one committed last. A replica that hears from another
 * learns all that the other knows, so that nobody sees an effect without its causes.
 */
final class SimulatedReplicas {

  /** What they promise. */
  enum Kind {
    /** Everybody hears of every commit at once; updates may be lost. */
    PREFIX(Level.PREFIX, Axis.STRICT),
    CAUSAL(Level.CAUSAL, Axis.SESSION),
    /** The same, but who writes a key has seen all commits that wrote it. */
    PARALLEL_SNAPSHOT(Level.PARALLEL_SNAPSHOT_ISOLATION, Axis.SESSION);

    final Level level;
    final Axis axis;

    Kind(Level level, Axis axis) {
      this.level = level;
      this.axis = axis;
    }
  }

  private static final int PROCESSES = 6;
  private static final int REPLICAS = 3;
  private static final int KEYS = 5;

  private record Commit(Map<Integer, Long> writes) {}

  private static final class Open {
    final long invoked;
    final BitSet sees;
    final Map<Integer, Long> writes = new HashMap<>();
    final List<long[]> ops = new ArrayList<>();
    int left;

    Open(long invoked, BitSet sees, int left) {
      this.invoked = invoked;
      this.sees = sees;
      this.left = left;
    }
  }

  private final Kind kind;
  private final SplittableRandom random;
  private final List<Commit> commits = new ArrayList<>();
  private final BitSet[] known = new BitSet[REPLICAS];
  private final Open[] open = new Open[PROCESSES];
  private final TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
  private long nextValue = 1;
  private long now;
  private int ended;

  SimulatedReplicas(Kind kind, long seed) {
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    for (int r = 0; r < REPLICAS; r++) {
      known[r] = new BitSet();
    }
  }

  TxnHistory run(int txns) {
    while (ended < txns) {
      now++;
      if (random.nextInt(8) == 0) {
        known[random.nextInt(REPLICAS)].or(known[random.nextInt(REPLICAS)]);
      }
      int process = random.nextInt(PROCESSES);
      Open txn = open[process];
      if (txn == null) {
        open[process] = new Open(now, sees(process), 1 + random.nextInt(4));
      } else if (txn.left-- > 0) {
        step(txn);
      } else {
        end(process, txn);
      }
    }
    return history.build();
  }

  private BitSet sees(int process) {
    BitSet sees = (BitSet) known[process % REPLICAS].clone();
    if (kind == Kind.PREFIX) {
      sees.set(0, commits.size());
    }
    return sees;
  }

  private void step(Open txn) {
    int key = random.nextInt(KEYS);
    if (random.nextBoolean()) {
      txn.ops.add(new long[] {0, key, read(txn, key)});
    } else if (!txn.writes.containsKey(key)) {
      txn.writes.put(key, nextValue);
      txn.ops.add(new long[] {1, key, nextValue++});
    }
  }

  /** The value, or 0 for nil. */
  private long read(Open txn, int key) {
    if (txn.writes.containsKey(key)) {
      return txn.writes.getOrDefault(key, 0L);
    }
    int last = newest(txn.sees, key);
    return last < 0 ? 0 : commits.get(last).writes().getOrDefault(key, 0L);
  }

  private int newest(BitSet among, int key) {
    int commit = among.length() - 1;
    while (commit >= 0 && !commits.get(commit).writes().containsKey(key)) {
      commit = commit == 0 ? -1 : among.previousSetBit(commit - 1);
    }
    return commit;
  }

  private void end(int process, Open txn) {
    BitSet all = new BitSet();
    all.set(0, commits.size());
    boolean conflict =
        kind == Kind.PARALLEL_SNAPSHOT
            && txn.writes.keySet().stream().anyMatch(k -> newest(all, k) != newest(txn.sees, k));
    if (!conflict) {
      known[process % REPLICAS].set(commits.size());
      commits.add(new Commit(Map.copyOf(txn.writes)));
    }
    history.begin(ended++, process, txn.invoked);
    for (long[] op : txn.ops) {
      if (op[0] == 1) {
        history.write(op[1], op[2]);
      } else if (!conflict && op[2] == 0) {
        history.readNil(op[1]);
      } else if (!conflict) {
        history.read(op[1], op[2]);
      }
    }
    history.end(conflict ? Outcome.FAIL : Outcome.OK, ++now);
    open[process] = null;
  }
}
