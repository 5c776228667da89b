package dev.overdraft.strategies.jdbc;

import dev.overdraft.target.Dialect;
import java.sql.SQLException;

/**
 * Locks that a session holds until it gives them back, and that mean what the application says:
 * PostgreSQL's session-level advisory locks, MariaDB's user locks.
 *
 * @param tx a transaction of that session's, which has no say in them
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL
 *     18, 13.3.5</a>
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/sql-functions/secondary-functions/miscellaneous-functions/get_lock">MariaDB,
 *     GET_LOCK</a>
 */
record SessionLocks(Tx tx) {

  /** Waits for the lock on an account. */
  void take(long account) throws SQLException {
    tx.one(
        mariadb() ? "select get_lock(cast(? as char), 1000000)" : "select pg_advisory_lock(?)",
        row -> true,
        account);
  }

  /** Gives all of them back. */
  void giveBack() throws SQLException {
    tx.one(
        mariadb() ? "select release_all_locks()" : "select pg_advisory_unlock_all()", row -> true);
  }

  private boolean mariadb() throws SQLException {
    return Dialect.of(tx.connection()) == Dialect.MARIADB;
  }
}
