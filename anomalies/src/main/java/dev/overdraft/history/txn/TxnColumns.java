package dev.overdraft.history.txn;

import dev.overdraft.history.Outcome;

/** What is kept of each transaction. */
final class TxnColumns {
  final LongColumn index = new LongColumn();
  final IntColumn process = new IntColumn();
  final LongColumn invoked = new LongColumn();
  final LongColumn completed = new LongColumn();
  final ByteColumn outcome = new ByteColumn();
  final IntColumn firstOp = new IntColumn();

  int size() {
    return outcome.size();
  }

  void begin(long txnIndex, int txnProcess, long invokedNanos, int op) {
    index.add(txnIndex);
    process.add(txnProcess);
    invoked.add(invokedNanos);
    firstOp.add(op);
  }

  void end(Outcome ended, long completedNanos) {
    outcome.add(code(ended));
    completed.add(ended == Outcome.INFO ? TxnHistory.NEVER : completedNanos);
  }

  /** The number of an outcome in its column. */
  static byte code(Outcome outcome) {
    return switch (outcome) {
      case OK -> 0;
      case FAIL -> 1;
      case INFO -> 2;
    };
  }

  void trim() {
    index.trim();
    process.trim();
    invoked.trim();
    completed.trim();
    outcome.trim();
    firstOp.trim();
  }
}
