package dev.overdraft.history.txn;

import java.util.Arrays;

/**
 * Numbers distinct longs 0, 1, 2, … in the order in which they come. Open addressing over one array
 * of numbers; the longs themselves are kept once, by number.
 */
final class LongTable {

  private long[] values = new long[16];
  private int[] slots = new int[32];
  private int size;

  /** The number of {@code value}, a new one if it is new. */
  int intern(long value) {
    int mask = slots.length - 1;
    int at = mix(value) & mask;
    while (slots[at] != 0) {
      int number = slots[at] - 1;
      if (values[number] == value) {
        return number;
      }
      at = (at + 1) & mask;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size] = value;
    slots[at] = ++size;
    if (size > slots.length / 2) {
      rehash();
    }
    return size - 1;
  }

  int size() {
    return size;
  }

  long[] values() {
    return Arrays.copyOf(values, size);
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int at = mix(values[number]) & mask;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = number + 1;
    }
  }

  private static int mix(long value) {
    long h = value * 0x9E3779B97F4A7C15L;
    return (int) (h ^ (h >>> 32));
  }
}
