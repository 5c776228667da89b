package dev.overdraft.check.polygraph;

import java.util.Arrays;

/** A growing list of ints. */
public final class IntList {

  private int[] values = new int[8];
  private int size;

  /** Appends one. */
  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.addExact(size, size >> 1));
    }
    values[size++] = value;
  }

  /** The one at that place. */
  public int get(int at) {
    return values[at];
  }

  /** Puts another one at that place. */
  void set(int at, int value) {
    values[at] = value;
  }

  int removeLast() {
    return values[--size];
  }

  /** Forgets all from that place on. */
  public void truncate(int to) {
    size = to;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** A copy. */
  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
