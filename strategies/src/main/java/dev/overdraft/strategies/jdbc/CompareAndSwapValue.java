package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Writes only if the balance is still the one that was read: the value is its own version.
 *
 * <p>Needs no further column and works beside writers that know of no version. It is right here
 * because the balance is all that the decision depends on: if it went from 100 to 50 and back to
 * 100 meanwhile (ABA), the debit from 100 is as good as before. Where the row says more than the
 * number, an owner, a limit, a state, the same value need not mean the same thing.
 *
 * @see <a href="https://en.wikipedia.org/wiki/ABA_problem">The ABA problem</a>
 */
public final class CompareAndSwapValue extends ReadThenWrite {

  private final Retry retry = new Retry(7);

  public CompareAndSwapValue(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ?");
  }

  @Override
  protected void write(Tx tx, Seen seen, long balance) throws SQLException {
    int rows =
        tx.update(
            "update account set balance = ? where id = ? and balance = ?",
            balance,
            seen.id(),
            seen.balance());
    if (rows != 1) {
      throw new SQLTransactionRollbackException("account " + seen.id() + " has moved on", "40001");
    }
  }
}
