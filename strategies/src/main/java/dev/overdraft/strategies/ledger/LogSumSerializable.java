package dev.overdraft.strategies.ledger;

import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.workload.bank.Receipt;
import javax.sql.DataSource;

/**
 * The balance is the sum of the log; a debit adds it up and enters itself, in a SERIALIZABLE
 * transaction that is run again on 40001.
 *
 * <p>Nothing is ever overwritten, every cent has its reason, and the balance of any day can be
 * added up. But "sum, then insert" is a phantom's home: two debits that add up the same log change
 * no row in common, so neither row locks nor REPEATABLE READ see them. SERIALIZABLE remembers the
 * sum as a read of everything that could match it, and aborts one of the two. Sums grow with the
 * log: this is the strategy that becomes slower every day, until somebody stores totals.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-SERIALIZABLE">PostgreSQL
 *     18, 13.2.3: predicate locking</a>
 */
public final class LogSumSerializable extends LogBank {

  private final Retry retry = new Retry(14);

  public LogSumSerializable(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }
}
