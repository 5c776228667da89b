package dev.overdraft.scenarios;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The line between an application and its database, which somebody may cut while the answer to a
 * COMMIT is on its way: the transaction is committed, and the application gets an error.
 *
 * <p>How often it was cut is a row of the database, so that the moment is a decision of the
 * schedule. A connection that is made afterwards works.
 */
public final class Network {

  /** The table that it needs, with its one row. */
  public static final String TABLE = "create table network (id int primary key, cuts int not null)";

  private Network() {}

  /** The database at the other end of the line. */
  public static DataSource to(DataSource database) {
    return Commits.through(
        database,
        connection -> {
          long before = cuts(database);
          connection.commit();
          if (cuts(database) != before) {
            throw new SQLException("the connection was lost while it was committing", "08006");
          }
        });
  }

  private static long cuts(DataSource database) throws SQLException {
    return Sql.autocommit(database, sql -> sql.number("select cuts from network where id = 1"));
  }

  /** Cuts the line. */
  public static void cut(DataSource database) throws SQLException {
    Sql.autocommit(database, sql -> sql.update("update network set cuts = cuts + 1 where id = 1"));
  }
}
