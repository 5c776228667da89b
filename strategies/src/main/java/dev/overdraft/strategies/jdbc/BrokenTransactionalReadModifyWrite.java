package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The naive code inside a transaction: {@code transactional-read-modify-write}, or what
 * {@code @Transactional} alone is worth.
 *
 * <p>Atomic is not isolated. Nobody sees half a transfer any more, an error leaves nothing behind,
 * and the update is lost as before: both transactions read 100 before either writes, the second
 * write waits for the first one's commit, and then overwrites it with a balance that was computed
 * from 100. At REPEATABLE READ and above PostgreSQL refuses it (40001), and somebody has to run it
 * again; MariaDB's REPEATABLE READ lets it pass, unless {@code innodb_snapshot_isolation} is on.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-READ-COMMITTED">PostgreSQL
 *     18, 13.2.1</a>
 */
public final class BrokenTransactionalReadModifyWrite extends ReadThenWrite {

  public BrokenTransactionalReadModifyWrite(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ?");
  }
}
