package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Locks the whole table before it does anything else: {@code lock table account in exclusive mode}.
 *
 * <p>Right at every level, even at REPEATABLE READ, because {@code LOCK} takes no snapshot: that is
 * taken by the first query, which comes after the wait and so sees what the others have committed.
 * Plain reads pass, so audits go on. Everybody who writes waits, whatever account he is after, and
 * an autovacuum that wants the table may be cancelled by it: a tool for migrations and for lessons.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-lock.html">PostgreSQL 18, LOCK</a>
 */
public final class TableLock extends ReadThenWrite {

  public TableLock(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    tx.update("lock table account in exclusive mode");
    return readEach(tx, ids, "select balance from account where id = ?");
  }
}
