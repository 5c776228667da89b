package dev.overdraft.check.linear;

import java.util.Arrays;

/**
 * Operations in an order that their values force, apart from those that share a place: the readers
 * of one value. Places ascend; the even ones are those of writers, the next odd one is that of
 * their readers.
 */
final class Row {

  private int size;
  private int[] operations = new int[64];
  private int[] places = new int[64];

  void clear() {
    size = 0;
  }

  void add(int operation, int place) {
    if (size == operations.length) {
      operations = Arrays.copyOf(operations, size * 2);
      places = Arrays.copyOf(places, size * 2);
    }
    operations[size] = operation;
    places[size++] = place;
  }

  int size() {
    return size;
  }

  int operation(int at) {
    return operations[at];
  }

  int place(int at) {
    return places[at];
  }

  /**
   * The first one from {@code from} on that had ended before something at an earlier place began;
   * -1 if the order agrees with real time.
   */
  int late(ObjectOperations of, int from, int to) {
    long earlier = Long.MIN_VALUE;
    long here = Long.MIN_VALUE;
    for (int at = from; at < to; at++) {
      if (at > from && places[at] != places[at - 1]) {
        earlier = Math.max(earlier, here);
        here = Long.MIN_VALUE;
      }
      if (of.completed(operations[at]) < earlier) {
        return at;
      }
      here = Math.max(here, of.invoked(operations[at]));
    }
    return -1;
  }

  /** Whether one is the writer of what the other, further on, only read. */
  boolean isReader(int reader, int writer) {
    return places[writer] % 2 == 0 && places[reader] == places[writer] + 1;
  }

  /** The nearest one at an earlier place that began after that one had ended. */
  int rival(ObjectOperations of, int late) {
    for (int at = late - 1; ; at--) {
      if (places[at] != places[late]
          && of.invoked(operations[at]) > of.completed(operations[late])) {
        return at;
      }
    }
  }
}
