package dev.overdraft.check.calls;

import java.util.Arrays;

/** Pairs of small numbers by a sum: a hash table of primitive arrays. Not for several threads. */
final class PairTable {

  private static final int NONE = -1;

  private final int[] heads;
  private final long[] sums;
  private final int[] firsts;
  private final int[] seconds;
  private final int[] next;
  private int size;

  /** Receives a pair. */
  interface Pair {
    void of(int first, int second);
  }

  PairTable(int capacity) {
    heads = new int[Math.max(16, Integer.highestOneBit(Math.max(1, capacity)) * 2)];
    Arrays.fill(heads, NONE);
    sums = new long[capacity];
    firsts = new int[capacity];
    seconds = new int[capacity];
    next = new int[capacity];
  }

  void add(long sum, int first, int second) {
    int bucket = bucket(sum);
    sums[size] = sum;
    firsts[size] = first;
    seconds[size] = second;
    next[size] = heads[bucket];
    heads[bucket] = size++;
  }

  void forEach(long sum, Pair pair) {
    for (int at = heads[bucket(sum)]; at != NONE; at = next[at]) {
      if (sums[at] == sum) {
        pair.of(firsts[at], seconds[at]);
      }
    }
  }

  private int bucket(long sum) {
    long mixed = sum * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 40 ^ mixed >>> 20) & (heads.length - 1);
  }
}
