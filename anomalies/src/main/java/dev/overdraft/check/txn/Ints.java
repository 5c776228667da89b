package dev.overdraft.check.txn;

import java.util.Arrays;

/** A growing list of ints. */
final class Ints {

  private int[] values = new int[4];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.addExact(size, size / 2 + 1));
    }
    values[size++] = value;
  }

  int get(int at) {
    return values[at];
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  int last() {
    return values[size - 1];
  }

  int size() {
    return size;
  }

  /** Where a value stands in a list that is ascending, or -1. */
  int place(int value) {
    return Math.max(-1, Arrays.binarySearch(values, 0, size, value));
  }
}
