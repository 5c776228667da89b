package dev.overdraft.workload.txn;

import java.util.List;

/**
 * An endless sequence of transactions for all workers together, the same for the same seed. Safe
 * for use by several threads.
 */
public interface TxnSource {

  /** The next transaction. */
  List<Step> next();

  /** What has to be there before the first transaction: inserts, which nobody records as such. */
  default List<Step> opening() {
    return List.of();
  }

  /** How many keys, or groups, have been in use: 0 up to this. */
  long keys();
}
