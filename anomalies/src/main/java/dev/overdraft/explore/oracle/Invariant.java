package dev.overdraft.explore.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What must hold in the database when all actors are done. */
public sealed interface Invariant {

  /** As in messages. */
  String name();

  /** What is wrong, in one sentence; empty if it holds. */
  Optional<String> broken(Connection quiet) throws SQLException;

  /** The sentence that says no more than that. */
  default String complaint() {
    return "'" + name() + "' does not hold";
  }

  /**
   * A query whose first column of its first row is true.
   *
   * @param query {@code select count(*) = 0 from account where balance < 0}
   */
  record Sql(String name, String query) implements Invariant {
    @Override
    public Optional<String> broken(Connection quiet) throws SQLException {
      try (Statement statement = quiet.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        return row.next() && row.getBoolean(1) ? Optional.empty() : Optional.of(complaint());
      }
    }
  }

  /** Code that looks for itself. */
  record Code(String name, Check check) implements Invariant {
    @Override
    public Optional<String> broken(Connection quiet) throws SQLException {
      try {
        return check.holds(OnlyLooking.at(quiet)) ? Optional.empty() : Optional.of(complaint());
      } catch (AssertionError failed) {
        String message = failed.getMessage() == null ? "" : failed.getMessage().strip();
        return Optional.of(
            message.isEmpty() ? complaint() : complaint() + ": " + message.replaceAll("\\s+", " "));
      }
    }
  }

  /**
   * Looks at the database when nobody else does; must not change it. Its connection stays open
   * whoever closes it, and takes nothing that would outlast the look: no transaction, no other
   * schema. An {@link AssertionError} says that it does not hold, and why.
   */
  @FunctionalInterface
  interface Check {
    boolean holds(Connection quiet) throws SQLException;
  }
}
