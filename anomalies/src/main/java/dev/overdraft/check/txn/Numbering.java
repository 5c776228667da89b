package dev.overdraft.check.txn;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * Gives the versions of every row their slots: side by side from its lowest to its highest number.
 *
 * <p>Where a row's numbers lie far apart, which no database that counts them does, they are ranked
 * instead, with one slot for each gap, so that a strange file costs no more memory than its size.
 * Where rows are in groups, every row has a slot for what was there before everything, its number
 * 0. A version whose number nobody has learned has none.
 */
final class Numbering {

  private final TxnHistory history;
  private final long[] lowest;
  private final long[] highest;
  private final int[] count;
  private final int[] first;
  private final long[][] ranks;

  Numbering(TxnHistory history) {
    this.history = history;
    this.lowest = new long[history.keys()];
    this.highest = new long[history.keys()];
    this.count = new int[history.keys()];
    this.first = new int[history.keys() + 1];
    this.ranks = new long[history.keys()][0];
    Arrays.fill(lowest, Long.MAX_VALUE);
    Arrays.fill(highest, Long.MIN_VALUE);
    if (history.hasGroups()) {
      Arrays.fill(lowest, 0);
      Arrays.fill(highest, 0);
      Arrays.fill(count, 1);
    }
    for (int op = 0; op < history.ops(); op++) {
      if (isNumbered(op)) {
        int key = history.key(op);
        lowest[key] = Math.min(lowest[key], history.value(op));
        highest[key] = Math.max(highest[key], history.value(op));
        count[key]++;
      }
    }
    rankSparse();
    for (int key = 0; key < history.keys(); key++) {
      long slots = isRanked(key) ? ranks[key].length : highest[key] - lowest[key] + 1;
      first[key + 1] = Math.addExact(first[key], Math.toIntExact(slots));
    }
  }

  private boolean isNumbered(int op) {
    return history.micro(op) != Micro.READ_GROUP && !history.isUnnumbered(op);
  }

  private boolean isSparse(int key) {
    long span = highest[key] - lowest[key];
    return span < 0 || span > 4L * count[key] + 64;
  }

  private boolean isRanked(int key) {
    return ranks[key].length > 0;
  }

  private void rankSparse() {
    int[] filled = new int[history.keys()];
    for (int key = 0; history.hasGroups() && key < history.keys(); key++) {
      rank(key, 0, filled);
    }
    for (int op = 0; op < history.ops(); op++) {
      if (isNumbered(op)) {
        rank(history.key(op), history.value(op), filled);
      }
    }
    for (int key = 0; key < history.keys(); key++) {
      if (filled[key] > 0) {
        ranks[key] = Arrays.stream(ranks[key]).sorted().distinct().toArray();
      }
    }
  }

  private void rank(int key, long version, int[] filled) {
    if (isSparse(key)) {
      if (filled[key] == 0) {
        ranks[key] = new long[2 * count[key]];
      }
      ranks[key][filled[key]++] = version;
      ranks[key][filled[key]++] = Math.min(version, highest[key] - 1) + 1;
    }
  }

  /** Where each key's slots begin, and one past the last. */
  int[] firstSlots() {
    return first;
  }

  /** The slot of the version that a micro-operation names. */
  int slot(int op) {
    return slot(history.key(op), history.value(op));
  }

  /** The slot of what was there before the first transaction, in a history of groups. */
  int openingSlot(int key) {
    return slot(key, 0);
  }

  private int slot(int key, long version) {
    return isRanked(key)
        ? first[key] + Arrays.binarySearch(ranks[key], version)
        : first[key] + (int) (version - lowest[key]);
  }
}
