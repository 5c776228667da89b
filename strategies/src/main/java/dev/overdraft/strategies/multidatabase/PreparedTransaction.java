package dev.overdraft.strategies.multidatabase;

import dev.overdraft.strategies.jdbc.Tx;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * PostgreSQL's: {@code prepare transaction} hands the transaction over to the server, and any
 * connection can end it.
 */
final class PreparedTransaction extends Branch {

  private PreparedTransaction(Connection database, String name) {
    super(database, name);
  }

  static Branch start(Connection database, String name) throws SQLException {
    database.setAutoCommit(false);
    return new PreparedTransaction(database, name);
  }

  @Override
  void prepare() throws SQLException {
    execute(database, "prepare transaction '" + name + "'");
    database.setAutoCommit(true);
  }

  @Override
  void commit() throws SQLException {
    execute(database, "commit prepared '" + name + "'");
  }

  @Override
  void rollBack() throws SQLException {
    database.rollback();
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  static void end(Connection database, String name, boolean commit) throws SQLException {
    boolean there =
        new Tx(database)
                .number("select count(*) from pg_prepared_xacts where gid = '" + name + "'")
                .orElse(0)
            > 0;
    if (there) {
      execute(database, (commit ? "commit prepared '" : "rollback prepared '") + name + "'");
    }
  }
}
