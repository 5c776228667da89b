package dev.overdraft.history.txn;

import java.util.Arrays;

/** A growing array of longs. */
final class LongColumn {
  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Growth.next(size));
    }
    values[size++] = value;
  }

  void set(int at, long value) {
    values[at] = value;
  }

  /** Puts a value in that place, and {@code filler} in those before it that are still empty. */
  void put(int at, long value, long filler) {
    while (size < at) {
      add(filler);
    }
    if (size == at) {
      add(value);
    } else {
      set(at, value);
    }
  }

  long get(int at) {
    return values[at];
  }

  /** Where two ranges of one length first differ, or -1. */
  int mismatch(int from, int other, int length) {
    return Arrays.mismatch(values, from, from + length, values, other, other + length);
  }

  int size() {
    return size;
  }

  void trim() {
    values = Arrays.copyOf(values, size);
  }
}
