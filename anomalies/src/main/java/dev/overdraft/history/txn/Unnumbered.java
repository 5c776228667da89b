package dev.overdraft.history.txn;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes of rows whose version was not learned, as those of a transaction that nobody answered.
 * Whoever read what it wrote tells the number. Where nobody did, it has none: it may be any that is
 * not known to be somebody else's, and there need not have been a row to be written.
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
    for (int i = 0; i < pending.size(); i++) {
      seen.put(write(pending.get(i)), TxnHistory.NO_VERSION);
    }
    for (int op = 0; op < ops.size(); op++) {
      if (Micro.of(ops.micro.get(op)) == Micro.READ_VERSION) {
        seen.replace(write(op), ops.value.get(op));
      }
    }
    for (int i = 0; i < pending.size(); i++) {
      int op = pending.get(i);
      ops.value.set(op, seen.getOrDefault(write(op), TxnHistory.NO_VERSION));
    }
  }

  /** The row and the writer that a micro-operation names. */
  private Write write(int op) {
    return new Write(ops.key.get(op), ops.extra.get(op));
  }
}
