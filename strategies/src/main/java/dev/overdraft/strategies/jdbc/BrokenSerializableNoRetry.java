package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Sets SERIALIZABLE and stops there: {@code serializable-no-retry}.
 *
 * <p>The money is safe, and the customers are not served: under load most operations end with
 * 40001, "could not serialize access", which is not a failure but the database's way of asking to
 * run the transaction again. Here it goes up to the caller, becomes an internal error, or is logged
 * and dropped. No checker of balances sees that. The explorer does: an error that a retry would
 * have cured has reached the caller.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html">PostgreSQL
 *     18, 13.5: applications must be prepared to retry</a>
 */
public final class BrokenSerializableNoRetry extends ReadThenWrite {

  public BrokenSerializableNoRetry(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ?");
  }
}
