package dev.overdraft.history.txn;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes of rows whose version was not learned, as those of a transaction that nobody answered.
 * Whoever read what it wrote tells the number; where nobody did, it gets the next one after all
 * that are known.
 */
final class Unnumbered {

  private record Write(int key, int writer) {}

  private final OpColumns ops;
  private final IntColumn pending = new IntColumn();

  Unnumbered(OpColumns ops) {
    this.ops = ops;
  }

  void add(int op) {
    pending.add(op);
  }

  /** Numbers them, once all micro-operations are in. */
  void settle() {
    if (pending.size() == 0) {
      return;
    }
    Map<Write, Long> seen = new HashMap<>();
    Map<Integer, Long> highest = new HashMap<>();
    for (int i = 0; i < pending.size(); i++) {
      highest.put(ops.key.get(pending.get(i)), 0L);
    }
    for (int op = 0; op < ops.size(); op++) {
      int key = ops.key.get(op);
      if (highest.containsKey(key)) {
        long version = ops.value.get(op);
        highest.merge(key, version, Math::max);
        if (Micro.of(ops.micro.get(op)) == Micro.READ_VERSION) {
          seen.put(new Write(key, ops.extra.get(op)), version);
        }
      }
    }
    for (int i = 0; i < pending.size(); i++) {
      int op = pending.get(i);
      int key = ops.key.get(op);
      long next = highest.getOrDefault(key, 0L) + 1;
      ops.value.set(op, seen.getOrDefault(new Write(key, ops.extra.get(op)), next));
    }
  }
}
