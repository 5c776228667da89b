package dev.overdraft.check.linear;

/** Sorts numbers by keys of theirs, in place and stably, without an object for each. */
final class Sorting {
  private Sorting() {}

  /** Sorts {@code ids[0 … size-1]} by ascending {@code keys[id]}. */
  static void by(long[] keys, int[] ids, int size) {
    boolean sorted = true;
    for (int i = 1; sorted && i < size; i++) {
      sorted = keys[ids[i - 1]] <= keys[ids[i]];
    }
    if (!sorted) {
      sort(keys, ids, new int[size], 0, size);
    }
  }

  private static void sort(long[] keys, int[] ids, int[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(keys, ids, spare, from, middle);
    sort(keys, ids, spare, middle, to);
    System.arraycopy(ids, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean takeRight = right < to && keys[ids[right]] < keys[spare[left]];
      ids[at] = takeRight ? ids[right++] : spare[left++];
    }
  }
}
