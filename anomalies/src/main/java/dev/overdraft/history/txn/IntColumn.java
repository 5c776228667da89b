package dev.overdraft.history.txn;

import java.util.Arrays;

/** A growing array of ints. */
final class IntColumn {
  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Growth.next(size));
    }
    values[size++] = value;
  }

  int get(int at) {
    return values[at];
  }

  int size() {
    return size;
  }

  void trim() {
    values = Arrays.copyOf(values, size);
  }
}
