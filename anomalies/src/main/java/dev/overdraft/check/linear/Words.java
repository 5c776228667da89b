package dev.overdraft.check.linear;

import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnName;

/** The operations on one object, in words. */
final class Words {

  private final TxnHistory history;
  private final ObjectOperations operations;
  private final String kind;

  Words(TxnHistory history, ObjectOperations operations) {
    this.history = history;
    this.operations = operations;
    this.kind = history.model() == Model.VERSIONED ? "version " : "";
  }

  /** {@code T12}. */
  String name(int at) {
    return TxnName.of(history.index(operations.txn(at)));
  }

  /** {@code 3}, {@code version 3}. */
  String value(long value) {
    return kind + value;
  }

  String read(int at) {
    return operations.readsNil(at) ? "nil" : value(operations.read(at));
  }

  String written(int at) {
    return value(operations.written(at));
  }

  /** {@code read 3}, {@code wrote 4}, {@code read 3 and wrote 4}. */
  String deed(int at) {
    String read = operations.reads(at) ? "read " + read(at) : "";
    String written = operations.writes(at) ? "wrote " + written(at) : "";
    return read + (read.isEmpty() || written.isEmpty() ? "" : " and ") + written;
  }

  /** {@code T12, which read 3,}. */
  String whole(int at) {
    return name(at) + ", which " + deed(at) + ",";
  }

  /** {@code T12, which read 3, had ended before T14, which wrote 4, began}. */
  String before(int first, int second) {
    return whole(first) + " had ended before " + whole(second) + " began";
  }

  Involved involved(int at) {
    long invoked = operations.timed() ? operations.invoked(at) : 0;
    return new Involved(name(at), deed(at), invoked, operations.completed(at));
  }
}
