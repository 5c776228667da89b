package dev.overdraft.strategies.multidatabase;

import dev.overdraft.strategies.jdbc.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * MariaDB's: {@code xa start}, work, {@code xa end}, {@code xa prepare}.
 *
 * <p>A prepared branch stays with its connection, which can do nothing but end it. Nobody else can
 * as long as the connection is there, not even when its client is dead and the server has not
 * noticed: then {@code xa recover} lists the branch, and {@code xa commit} does not know it.
 *
 * <p>Nor is it safe at once when the server has noticed. For a moment it knows the branch as
 * nobody's while InnoDB still has it as the dead connection's: an {@code xa commit} then answers
 * that it is done, and does nothing. The branch is off the list and stays prepared, with its locks,
 * until the server is started again. Seen with MariaDB 10.11.19: 4 of 14,713 commits right after
 * the death of a connection were lost so. There is nothing to ask when that moment is over, so
 * whoever recovers gives the server time first, as a process that starts again does anyway.
 *
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/sql-statements/transactions/xa-transactions">MariaDB,
 *     XA transactions</a>
 */
final class XaBranch extends Branch {

  /** XAER_NOTA: there is no such branch, or it is still another connection's. */
  private static final int UNKNOWN = 1397;

  /** For the server to notice a death and to be through with it. */
  private static final int GRACE_MILLIS = 50;

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int ASK_MILLIS = 20;

  private boolean over;

  private XaBranch(Connection database, String name) {
    super(database, name);
  }

  static Branch start(Connection database, String name) throws SQLException {
    // With autocommit off, the driver and the pool take this for the transaction that it is.
    database.setAutoCommit(false);
    execute(database, "xa start '" + name + "'");
    return new XaBranch(database, name);
  }

  @Override
  void prepare() throws SQLException {
    execute(database, "xa end '" + name + "'");
    execute(database, "xa prepare '" + name + "'");
  }

  @Override
  void commit() throws SQLException {
    execute(database, "xa commit '" + name + "'");
    over = true;
  }

  @Override
  void rollBack() throws SQLException {
    execute(database, "xa end '" + name + "'");
    execute(database, "xa rollback '" + name + "'");
    over = true;
  }

  @Override
  public void close() throws SQLException {
    if (!over) {
      // Back in a pool, the connection would be of no use to anybody.
      database.abort(Runnable::run);
    }
    database.close();
  }

  static void end(Connection database, String name, boolean commit) throws Exception {
    TimeUnit.MILLISECONDS.sleep(GRACE_MILLIS);
    for (int waited = 0; isThere(database, name); waited += ASK_MILLIS) {
      try {
        execute(database, (commit ? "xa commit '" : "xa rollback '") + name + "'");
      } catch (SQLException notYet) {
        if (notYet.getErrorCode() != UNKNOWN || waited >= PATIENCE_MILLIS) {
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
      }
    }
  }

  private static boolean isThere(Connection database, String name) throws SQLException {
    return new Tx(database).all("xa recover", row -> row.getString("data")).contains(name);
  }
}
