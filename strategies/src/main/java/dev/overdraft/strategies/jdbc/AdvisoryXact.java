package dev.overdraft.strategies.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Takes a lock that only the application knows the meaning of, one number an account, which ends
 * with the transaction: {@code pg_advisory_xact_lock}.
 *
 * <p>The lock comes first and the read after it, so the read sees what the lock's last holder has
 * committed; that it is released by COMMIT itself, and not a moment before, is the whole point of
 * the {@code xact} form. It can stand for things that have no row yet. It protects against those
 * who take it and nobody else: one writer that does not know of it is enough. At REPEATABLE READ
 * the statement that takes the lock also takes the snapshot, before it waits: the read is stale,
 * and only the row's own conflict (40001) saves it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL
 *     18, 13.3.5</a>
 */
public final class AdvisoryXact extends ReadThenWrite {

  public AdvisoryXact(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    for (long id : ids) {
      tx.one("select pg_advisory_xact_lock(?)", row -> true, id);
    }
    return readEach(tx, ids, "select balance from account where id = ?");
  }
}
