package dev.overdraft.workload.txn;

/**
 * One read or write of a transaction.
 *
 * @param value what is written or appended, unique for its key; 0 for a read
 */
public record Step(boolean write, long key, long value) {

  /** Reads {@code key}. */
  public static Step read(long key) {
    return new Step(false, key, 0);
  }

  /** Writes {@code value} to {@code key}, or appends it. */
  public static Step write(long key, long value) {
    return new Step(true, key, value);
  }
}
