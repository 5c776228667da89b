package dev.overdraft.check.txn;

import dev.overdraft.check.txn.Script.Txn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Transactions that take effect one after the other, each at an instant within its interval, whose
 * intervals overlap; keys rotate as Elle's generator rotates them, some are asked for more often.
 */
final class SerialRun {

  static final int PROCESSES = 5;
  private static final int ACTIVE = 4;
  private static final int APPENDS_PER_KEY = 24;

  final SplittableRandom random;
  final Script script = new Script();
  final Map<Integer, List<Long>> state = new HashMap<>();
  private final int[] active = new int[ACTIVE];
  private final long[] free = new long[PROCESSES];
  private int nextKey;
  private int nextProcess = PROCESSES;
  private long nextValue = 1;
  long now;

  SerialRun(long seed) {
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < ACTIVE; i++) {
      active[i] = nextKey++;
    }
  }

  void run(int txns) {
    for (int i = 0; i < txns; i++) {
      now += 1 + random.nextInt(5);
      int process = random.nextInt(PROCESSES);
      long invoked = Math.max(free[process], now - random.nextInt(20));
      now = Math.max(now, invoked + 1);
      Txn txn = script.begin(process, invoked);
      int ops = 1 + random.nextInt(4);
      for (int op = 0; op < ops; op++) {
        step(txn);
      }
      txn.completed = now + 1 + random.nextInt(20);
      free[process] = txn.completed + 1;
    }
  }

  private void step(Txn txn) {
    int key = key();
    if (random.nextBoolean()) {
      read(txn, key);
    } else {
      read(txn, key);
      append(txn, key, value());
    }
  }

  /** Skewed: the first active key is asked for half of the time. */
  int key() {
    int at = 0;
    while (at + 1 < ACTIVE && random.nextBoolean()) {
      at++;
    }
    if (list(active[at]).size() >= APPENDS_PER_KEY) {
      active[at] = nextKey++;
    }
    return active[at];
  }

  int freshKey() {
    return nextKey++;
  }

  long value() {
    return nextValue++;
  }

  List<Long> list(int key) {
    return state.computeIfAbsent(key, k -> new ArrayList<>());
  }

  void read(Txn txn, int key) {
    txn.read(key, list(key));
  }

  void append(Txn txn, int key, long value) {
    list(key).add(value);
    txn.append(key, list(key));
  }

  /** All processes are idle, and the clock is past everything. */
  void pause() {
    for (Txn txn : script.txns) {
      now = Math.max(now, txn.completed);
    }
    now += 10;
  }

  /** A transaction of a process of its own, from now on. */
  Txn stranger() {
    Txn txn = script.begin(nextProcess++, now);
    txn.completed = now + 10;
    return txn;
  }

  /** Reads every key once more, so that no append is left unread. */
  void readAll() {
    pause();
    Txn txn = stranger();
    state.keySet().stream().sorted().forEach(key -> read(txn, key));
    now += 20;
  }
}
