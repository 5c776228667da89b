package dev.overdraft.history.format;

/** A set of numbers, eight to sixteen bytes each. */
final class LongSet {

  private long[] table = new long[64];
  private boolean zero;
  private int size;

  boolean contains(long number) {
    if (number == 0) {
      return zero;
    }
    return table[slot(table, number)] == number;
  }

  void add(long number) {
    if (number == 0) {
      zero = true;
      return;
    }
    int slot = slot(table, number);
    if (table[slot] == number) {
      return;
    }
    table[slot] = number;
    if (++size * 2 > table.length) {
      grow();
    }
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long number : table) {
      if (number != 0) {
        larger[slot(larger, number)] = number;
      }
    }
    table = larger;
  }

  private static int slot(long[] table, long number) {
    int mask = table.length - 1;
    long mixed = number * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 20) & mask;
    while (table[slot] != 0 && table[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
