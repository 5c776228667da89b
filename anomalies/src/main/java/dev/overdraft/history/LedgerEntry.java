package dev.overdraft.history;

import java.util.List;

/**
 * What the database itself remembers of one committed transaction: a row of the append-only
 * transfer log, inserted in that same transaction.
 *
 * <p>It has no unique key on the operation, on purpose: such a key would prevent the double
 * application that it is there to show.
 *
 * @param sequence the row's own number, drawn before the commit: unique, but <em>not</em> the order
 *     of commits
 * @param writer the operation and attempt, as {@link Writer} packs them
 * @param transactionId the server's transaction id, 0 where it has none
 * @param connection the server's number of the connection that committed it, 0 where it is not
 *     known
 * @param versions the account versions that the transaction installed, in statement order; the last
 *     of a row is the one that others can see
 */
public record LedgerEntry(
    long sequence, long writer, long transactionId, long connection, List<RowVersion> versions) {
  public LedgerEntry {
    versions = List.copyOf(versions);
  }

  /** One of which nobody knows the connection. */
  public LedgerEntry(long sequence, long writer, long transactionId, List<RowVersion> versions) {
    this(sequence, writer, transactionId, 0, versions);
  }
}
