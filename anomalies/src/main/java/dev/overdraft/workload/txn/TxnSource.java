package dev.overdraft.workload.txn;

import java.util.List;

/**
 * An endless sequence of transactions for all workers together, the same for the same seed. Safe
 * for use by several threads.
 */
public interface TxnSource {

  /** The next transaction. */
  List<Step> next();

  /** How many keys have been in use: 0 up to this. */
  long keys();
}
