package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The naive code in REPEATABLE READ transactions that are run again when the database says so.
 *
 * <p>PostgreSQL's REPEATABLE READ is snapshot isolation: a row that was changed since the snapshot
 * cannot be written (40001), so no update is lost, and it costs less than SERIALIZABLE. What it
 * does not see is two transactions that read both rows and write one each: a rule over several
 * accounts needs locks or SERIALIZABLE. And the name means something else elsewhere: MySQL's
 * REPEATABLE READ lets updates be lost, and so does MariaDB's unless {@code
 * innodb_snapshot_isolation} is on, as it is by default from 11.6.2 on.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-REPEATABLE-READ">PostgreSQL
 *     18, 13.2.2</a>
 */
public final class RepeatableRead extends ReadThenWrite {

  private final Retry retry = new Retry(12);

  public RepeatableRead(DataSource dataSource) {
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
}
