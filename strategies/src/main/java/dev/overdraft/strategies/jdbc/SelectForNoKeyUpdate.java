package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Locks each row as it reads it, but leaves its key alone: {@code for no key update}.
 *
 * <p>As safe for balances as {@code for update}, which also says "I may delete this row or change
 * its key" and therefore stops everybody who inserts a row that refers to it: a transfer log with
 * foreign keys to {@code account} takes {@code for key share} on both accounts with every insert.
 * An ordinary update takes this weaker lock anyway. What Hibernate sends for {@code
 * PESSIMISTIC_WRITE}.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-ROWS">PostgreSQL
 *     18, 13.3.2</a>
 */
public final class SelectForNoKeyUpdate extends ReadThenWrite {

  public SelectForNoKeyUpdate(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ? for no key update");
  }
}
