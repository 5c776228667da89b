package dev.overdraft.check.txn;

import java.util.HashMap;
import java.util.Map;

/**
 * Appends that took effect and that no read has ever returned: they come after all that was read of
 * their key, in an order that nobody knows.
 */
final class Tails {

  private static final Ints NOBODY = new Ints();

  private final Map<Integer, Ints> authors = new HashMap<>();

  /** One more append by {@code txn} to {@code key}; several by one transaction count once. */
  void add(int key, int txn) {
    Ints known = authors.computeIfAbsent(key, k -> new Ints());
    if (known.size() == 0 || known.last() != txn) {
      known.add(txn);
    }
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
