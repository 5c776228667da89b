package dev.overdraft.scenarios;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The computer that an application runs on, which may lose its power before any COMMIT is sent:
 * what was not committed is rolled back by the server, what was committed stays.
 *
 * <p>Whether it has power is a row of the database, so that the moment is a decision of the
 * schedule.
 */
public final class Machine {

  /** The table that it needs, with its one row. */
  public static final String TABLE =
      "create table machine (id int primary key, power int not null)";

  private Machine() {}

  /** The process is gone; nobody is left who could catch it. */
  public static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut() {
      super("the power is gone");
    }
  }

  /** The database as the machine's applications use it. */
  public static DataSource using(DataSource database) {
    return Commits.through(
        database,
        connection -> {
          if (power(database) == 0) {
            throw new PowerCut();
          }
          connection.commit();
        });
  }

  private static long power(DataSource database) throws SQLException {
    return Sql.autocommit(database, sql -> sql.number("select power from machine where id = 1"));
  }

  /** Pulls the plug. */
  public static void cutPower(DataSource database) throws SQLException {
    Sql.autocommit(database, sql -> sql.update("update machine set power = 0 where id = 1"));
  }
}
