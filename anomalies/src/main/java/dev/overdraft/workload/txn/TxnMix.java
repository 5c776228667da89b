package dev.overdraft.workload.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The endless sequence of transactions that all workers together ask for: the same for the same
 * seed and load. Safe for use by several threads.
 */
public final class TxnMix {

  private final TxnLoad load;
  private final SplittableRandom random;
  private final long[] active;
  private final long[] written;
  private long nextKey;

  /** The sequence of that seed. */
  public TxnMix(long seed, TxnLoad load) {
    this.load = load;
    this.random = new SplittableRandom(seed);
    this.active = new long[load.keys()];
    this.written = new long[load.keys()];
    for (int slot = 0; slot < active.length; slot++) {
      active[slot] = nextKey++;
    }
  }

  /** The next transaction. */
  public synchronized List<Step> next() {
    int length = random.nextInt(load.minLength(), load.maxLength() + 1);
    List<Step> steps = new ArrayList<>(length);
    while (steps.size() < length) {
      int slot = slot();
      steps.add(
          random.nextBoolean()
              ? Step.read(active[slot])
              : Step.write(active[slot], ++written[slot]));
      if (written[slot] == load.maxWritesPerKey()) {
        active[slot] = nextKey++;
        written[slot] = 0;
      }
    }
    return steps;
  }

  /** Every key that has been in use: 0 up to this. */
  public synchronized long keys() {
    return nextKey;
  }

  /** Slot n + 1 is twice as likely as slot n, so the last one has half of all. */
  private int slot() {
    if (!load.exponential()) {
      return random.nextInt(active.length);
    }
    double scale = Math.pow(2, active.length + 1) - 2;
    double drawn = Math.log(random.nextDouble() * scale + 2) / Math.log(2) - 1;
    return Math.min((int) drawn, active.length - 1);
  }
}
