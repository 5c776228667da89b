package dev.overdraft.explore.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What must hold in the database when all actors are done. */
public sealed interface Invariant {

  /** As in messages. */
  String name();

  /** Whether it holds. */
  boolean holds(Connection quiet) throws SQLException;

  /**
   * A query whose first column of its first row is true.
   *
   * @param query {@code select count(*) = 0 from account where balance < 0}
   */
  record Sql(String name, String query) implements Invariant {
    @Override
    public boolean holds(Connection quiet) throws SQLException {
      try (Statement statement = quiet.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Code that looks for itself. */
  record Code(String name, Check check) implements Invariant {
    @Override
    public boolean holds(Connection quiet) throws SQLException {
      return check.holds(quiet);
    }
  }

  /** Looks at the database when nobody else does; must not change it. */
  @FunctionalInterface
  interface Check {
    boolean holds(Connection quiet) throws SQLException;
  }
}
