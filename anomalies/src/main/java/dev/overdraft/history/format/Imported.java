package dev.overdraft.history.format;

import dev.overdraft.history.History;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;

/** A history as it came out of a file: in one of three forms, by what was recorded. */
public sealed interface Imported {

  /** What the file was found to hold. */
  Summary summary();

  /** Transactions of steps with keys. */
  record Transactions(Summary summary, TxnHistory history) implements Imported {}

  /** Single operations of a bank, a counter, a set or a lock. */
  record SingleCalls(Summary summary, List<Call> calls) implements Imported {
    public SingleCalls {
      calls = List.copyOf(calls);
    }
  }

  /** A bank with the version of every row and the server's own log: Overdraft's recording. */
  record Recorded(Summary summary, History history) implements Imported {}
}
