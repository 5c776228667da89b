package dev.overdraft.check.txn;

import java.util.HashMap;
import java.util.Map;

/**
 * Appends that took effect and that no read has ever returned: they come after all that was read of
 * their key, in an order that nobody knows.
 */
final class Tails {

  private static final Ints NOBODY = new Ints();

  /** No such append. */
  static final int NONE = -1;

  private final Map<Integer, Ints> authors = new HashMap<>();
  private final Map<Integer, Ints> appends = new HashMap<>();

  /**
   * One more append by {@code txn} to {@code key}, the micro-operation {@code op}; of several by
   * one transaction the first counts.
   */
  void add(int key, int txn, int op) {
    Ints known = authors.computeIfAbsent(key, k -> new Ints());
    if (known.size() == 0 || known.last() != txn) {
      known.add(txn);
      appends.computeIfAbsent(key, k -> new Ints()).add(op);
    }
  }

  /** The append to a key by a transaction, or {@link #NONE}. */
  int append(int key, int txn) {
    int place = of(key).place(txn);
    return place < 0 ? NONE : appends.getOrDefault(key, NOBODY).get(place);
  }

  /** The transactions concerned, ascending. */
  Ints of(int key) {
    return authors.isEmpty() ? NOBODY : authors.getOrDefault(key, NOBODY);
  }

  /** Every key that has any, with the transactions concerned. */
  Iterable<Map.Entry<Integer, Ints>> all() {
    return authors.entrySet();
  }
}
