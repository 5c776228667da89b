package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Reads, decides, and then locks the table to write: {@code table-lock-late}.
 *
 * <p>No two of them ever write at the same time, and it does not help: what is written was read
 * before the lock, when others were still at it. A lock protects what is read under it. At
 * REPEATABLE READ and above PostgreSQL refuses the write (40001), because the snapshot is as old as
 * the read.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html">PostgreSQL 18, 13.3</a>
 */
public final class BrokenTableLockLate extends ReadThenWrite {

  public BrokenTableLockLate(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ?");
  }

  @Override
  protected void beforeWriting(Tx tx) throws SQLException {
    tx.update("lock table account in exclusive mode");
  }
}
