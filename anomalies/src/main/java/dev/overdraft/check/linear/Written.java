package dev.overdraft.check.linear;

import java.util.Arrays;

/**
 * The values that were written to one register, numbered from 1 on, and who wrote each; 0 is nil,
 * which nobody wrote. Open addressing over one array.
 */
final class Written {

  /** A value that nobody wrote. */
  static final int NONE = -1;

  /** What nobody wrote because it is there at first. */
  static final int NIL = 0;

  /** What became of a write. */
  enum Fate {
    LEFT,
    /** Written twice: who wrote what was read cannot be told. */
    AMBIGUOUS,
    /** Replaced by its own writer. */
    REPLACED,
    FAILED
  }

  private int size = 1;
  private long[] values = new long[16];
  private int[] writers = new int[16];
  private Fate[] fates = new Fate[16];
  private int[] slots = new int[32];

  Written() {
    writers[NIL] = ObjectOperations.OPENING;
    fates[NIL] = Fate.LEFT;
  }

  /** Adds a write; one that says less of a value than is known already is dropped. */
  void add(long value, int writer, Fate fate) {
    int slot = slot(value);
    int known = slots[slot];
    if (known == 0) {
      insert(slot, value, writer, fate);
    } else if (fate != Fate.FAILED) {
      fates[known] = Fate.AMBIGUOUS;
    }
  }

  private void insert(int slot, long value, int writer, Fate fate) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      writers = Arrays.copyOf(writers, size * 2);
      fates = Arrays.copyOf(fates, size * 2);
    }
    values[size] = value;
    writers[size] = writer;
    fates[size] = fate;
    slots[slot] = size++;
    if (size * 2 > slots.length) {
      slots = new int[slots.length * 2];
      for (int number = 1; number < size; number++) {
        slots[slot(values[number])] = number;
      }
    }
  }

  private int slot(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed ^ (mixed >>> 32)) & (slots.length - 1);
    while (slots[at] != 0 && values[slots[at]] != value) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  /** One more than the highest number. */
  int size() {
    return size;
  }

  /** The number of a value, or {@link #NONE}. */
  int number(long value) {
    int number = slots[slot(value)];
    return number == 0 ? NONE : number;
  }

  int writer(int number) {
    return writers[number];
  }

  Fate fate(int number) {
    return fates[number];
  }
}
