package dev.overdraft.history.txn;

/**
 * Something that is wrong with the recording itself, not with the database.
 *
 * @param index the {@linkplain TxnHistory#index(int) index} of the transaction concerned
 */
public record DataFault(Kind kind, long index, String sentence) {

  /** What is wrong. */
  public enum Kind {
    /** A process invoked while its previous transaction was still open. */
    DOUBLE_INVOKE,
    /** A process invoked again although the outcome of its previous transaction is unknown. */
    REUSE_AFTER_INFO,
    /** Two transactions have one index. */
    DUPLICATE_INDEX,
    /** A transaction ends before it begins. */
    NEGATIVE_DURATION
  }
}
