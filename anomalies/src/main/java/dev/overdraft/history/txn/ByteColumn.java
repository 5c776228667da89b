package dev.overdraft.history.txn;

import java.util.Arrays;

/** A growing array of bytes. */
final class ByteColumn {
  private byte[] values = new byte[16];
  private int size;

  void add(byte value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Growth.next(size));
    }
    values[size++] = value;
  }

  byte get(int at) {
    return values[at];
  }

  int size() {
    return size;
  }

  void trim() {
    values = Arrays.copyOf(values, size);
  }
}
