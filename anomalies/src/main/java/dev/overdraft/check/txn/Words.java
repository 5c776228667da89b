package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.StringJoiner;

/** Transactions and what they did, in words. */
final class Words {

  private static final int ELEMENTS = 8;
  private static final int OPS = 12;

  private final TxnHistory history;

  Words(TxnHistory history) {
    this.history = history;
  }

  String name(int txn) {
    return "T" + history.index(txn);
  }

  String key(int op) {
    return history.keyName(history.key(op));
  }

  /** {@code r x [1 2], append x 3}. */
  String txn(int txn) {
    var ops = new StringJoiner(", ");
    int end = Math.min(history.endOp(txn), history.firstOp(txn) + OPS);
    for (int op = history.firstOp(txn); op < end; op++) {
      ops.add(op(op));
    }
    int more = history.endOp(txn) - end;
    return more > 0 ? ops + " and " + more + " more" : ops.toString();
  }

  private String op(int op) {
    return switch (history.micro(op)) {
      case APPEND -> "append " + key(op) + " " + history.value(op);
      case WRITE, WRITE_VERSION -> "write " + key(op) + " " + value(op);
      case READ_LIST, READ, READ_NIL, READ_VERSION -> "read " + key(op) + " " + value(op);
    };
  }

  /** What was read or written. */
  String value(int op) {
    return switch (history.micro(op)) {
      case APPEND, WRITE, READ -> Long.toString(history.value(op));
      case READ_NIL -> "nil";
      case READ_LIST -> list(op);
      case WRITE_VERSION, READ_VERSION -> "version " + history.value(op);
    };
  }

  private String list(int op) {
    int size = history.listSize(op);
    var text = new StringJoiner(" ", size > ELEMENTS ? "[… " : "[", "]");
    for (int at = Math.max(0, size - ELEMENTS); at < size; at++) {
      text.add(Long.toString(history.element(op, at)));
    }
    return size > ELEMENTS ? text + " (" + size + " elements)" : text.toString();
  }

  /** {@code T1 read x = [1 2]}, {@code T2 appended 3 to x}, {@code T3 wrote x = 5}. */
  String did(int txn, int op) {
    String name = name(txn);
    return switch (history.micro(op)) {
      case APPEND -> name + " appended " + value(op) + " to " + key(op);
      case WRITE, WRITE_VERSION -> name + " wrote " + key(op) + " = " + value(op);
      case READ_LIST, READ, READ_NIL, READ_VERSION -> name + " read " + key(op) + " = " + value(op);
    };
  }

  Culprit culprit(int txn) {
    return new Culprit(
        history.index(txn),
        history.process(txn),
        txn(txn),
        history.outcome(txn).word(),
        history.invokedNanos(txn),
        history.completedNanos(txn));
  }
}
