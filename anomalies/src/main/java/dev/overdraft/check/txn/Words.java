package dev.overdraft.check.txn;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnName;
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
    return TxnName.of(history.index(txn));
  }

  String key(int op) {
    return history.micro(op) == Micro.READ_GROUP
        ? history.keyName(history.key(op))
        : keyName(history.key(op));
  }

  /** The same of a key; rows of groups are told from the groups. */
  String keyName(int key) {
    return (history.hasGroups() ? "row " : "") + history.keyName(key);
  }

  /** {@code r x [1 2], append x 3}. */
  String txn(int txn) {
    var ops = new StringJoiner(", ");
    int end = Math.min(history.endOp(txn), history.firstOp(txn) + OPS);
    for (int op = history.firstOp(txn); op < end; op++) {
      ops.add(op(op));
      op += history.micro(op) == Micro.READ_GROUP ? history.listSize(op) : 0;
    }
    int more = Math.max(0, history.endOp(txn) - end);
    return more > 0 ? ops + " and " + more + " more" : ops.toString();
  }

  private String op(int op) {
    return switch (history.micro(op)) {
      case APPEND -> "append " + key(op) + " " + history.value(op);
      case WRITE, WRITE_VERSION -> "write " + key(op) + " " + value(op);
      case READ_LIST, READ, READ_NIL, READ_VERSION, READ_GROUP ->
          "read " + key(op) + " " + value(op);
    };
  }

  /** What was read or written. */
  String value(int op) {
    return switch (history.micro(op)) {
      case APPEND, WRITE, READ -> Long.toString(history.value(op));
      case READ_NIL -> "nil";
      case READ_LIST -> list(op);
      case WRITE_VERSION ->
          (history.isUnnumbered(op) ? "some version" : "version " + history.value(op)) + group(op);
      case READ_VERSION -> "version " + history.value(op);
      case READ_GROUP -> rows(op);
    };
  }

  private String group(int op) {
    if (!history.hasGroups()) {
      return "";
    }
    long group = history.group(op);
    return group == TxnHistory.NO_GROUP ? ", in no group" : ", in group " + group;
  }

  /** {@code [17 18@2]}: rows in their opening version and in others. */
  private String rows(int op) {
    int size = history.listSize(op);
    var text = new StringJoiner(" ", "[", size > ELEMENTS ? " …]" : "]");
    for (int row = op + 1; row <= op + Math.min(size, ELEMENTS); row++) {
      String version = history.value(row) == 0 ? "" : "@" + history.value(row);
      text.add(history.keyName(history.key(row)) + version);
    }
    return size > ELEMENTS ? text + " (" + size + " rows)" : text.toString();
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
      case READ_LIST, READ, READ_NIL, READ_VERSION, READ_GROUP ->
          name + " read " + key(op) + " = " + value(op);
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
