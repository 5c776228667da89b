package dev.overdraft.history.txn;

import dev.overdraft.history.Writer;

/**
 * What people call a transaction: {@code T17} by its index, {@code T17.1} where it is the first
 * attempt of operation 17, and stands beside the last one. Such an attempt has its mark, negated,
 * for an index: no operation has a negative one.
 */
public final class TxnName {
  private TxnName() {}

  /** The name of the transaction with that index. */
  public static String of(long index) {
    return Writer.isOperation(-index)
        ? "T" + Writer.operation(-index) + "." + Writer.attempt(-index)
        : "T" + index;
  }

  /** The index of an attempt that stands for itself, by the mark that {@link Writer} packs. */
  public static long index(long mark) {
    return -mark;
  }
}
