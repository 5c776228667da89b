package dev.overdraft.check.txn;

/**
 * Sorts ints by a time each, stably and in linear time: eleven bits a pass, only where they differ.
 */
final class TimeSort {

  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;

  private TimeSort() {}

  /** {@code txns} in ascending order of {@code times}; both arrays are used up. */
  static int[] sorted(int[] txns, long[] times) {
    long differing = 0;
    boolean ascending = true;
    for (int i = 1; i < times.length; i++) {
      differing |= times[i] ^ times[i - 1];
      ascending &= times[i - 1] <= times[i];
    }
    if (ascending) {
      return txns;
    }
    int[] fromTxns = txns;
    long[] fromTimes = times;
    int[] toTxns = new int[txns.length];
    long[] toTimes = new long[times.length];
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      if (((differing >>> shift) & (BUCKETS - 1)) == 0) {
        continue;
      }
      pass(shift, fromTxns, fromTimes, toTxns, toTimes);
      int[] txnsNow = toTxns;
      toTxns = fromTxns;
      fromTxns = txnsNow;
      long[] timesNow = toTimes;
      toTimes = fromTimes;
      fromTimes = timesNow;
    }
    return fromTxns;
  }

  private static void pass(
      int shift, int[] fromTxns, long[] fromTimes, int[] toTxns, long[] toTimes) {
    int[] next = new int[BUCKETS + 1];
    for (long time : fromTimes) {
      next[bucket(time, shift) + 1]++;
    }
    for (int b = 0; b < BUCKETS; b++) {
      next[b + 1] += next[b];
    }
    for (int i = 0; i < fromTimes.length; i++) {
      int to = next[bucket(fromTimes[i], shift)]++;
      toTxns[to] = fromTxns[i];
      toTimes[to] = fromTimes[i];
    }
  }

  /** Negative times come before others. */
  private static int bucket(long time, int shift) {
    return (int) ((time ^ Long.MIN_VALUE) >>> shift) & (BUCKETS - 1);
  }
}
