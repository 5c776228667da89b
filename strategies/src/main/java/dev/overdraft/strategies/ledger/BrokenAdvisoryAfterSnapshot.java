package dev.overdraft.strategies.ledger;

import dev.overdraft.strategies.jdbc.Tx;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Takes an advisory lock on the account and adds up its entries under it, at REPEATABLE READ:
 * {@code advisory-after-snapshot}.
 *
 * <p>At READ COMMITTED this is right: the sum is a statement of its own, with a snapshot from after
 * the wait. At REPEATABLE READ the snapshot is the transaction's and is taken by its first query,
 * and {@code select pg_advisory_xact_lock(…)} <em>is</em> a query: it takes the snapshot and then
 * waits. Whoever gets the lock last adds up a log from before his turn, and both debits are paid.
 * Nothing of the rows is changed by both, so there is no 40001 either. A lock that must come before
 * the snapshot is {@code LOCK TABLE}, which is no query; SERIALIZABLE notices as well.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/applevel-consistency.html#NON-SERIALIZABLE-CONSISTENCY">PostgreSQL
 *     18, 13.4.2: obtain the lock before performing queries</a>
 */
public final class BrokenAdvisoryAfterSnapshot extends LogBank {

  public BrokenAdvisoryAfterSnapshot(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  OptionalLong balance(Tx tx, long account) throws SQLException {
    tx.one("select pg_advisory_xact_lock(?)", row -> true, account);
    return super.balance(tx, account);
  }
}
