package dev.overdraft.explore.step;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/**
 * What it takes to see who waits in a database that can run in this JVM or elsewhere: that it runs
 * here, where the thread that waits stands still, and an administrator, since others see their own
 * session alone.
 */
final class InThisJvm {

  /**
   * How the rest of an URL begins, after the engine's own prefix, that leads to another process.
   */
  private static final Set<String> ELSEWHERE =
      Set.of("//", "tcp:", "ssl:", "hsql:", "hsqls:", "http:", "https:");

  private InThisJvm() {}

  /**
   * Makes sure of both.
   *
   * @param isAdministrator a query for one row, whether the connection's user is one
   * @throws IllegalArgumentException if it is not so, with what to do
   */
  static void require(Connection connection, Dialect dialect, String isAdministrator)
      throws SQLException {
    requireHere(connection, dialect);
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(isAdministrator)) {
      if (!answer.next() || !answer.getBoolean(1)) {
        throw new IllegalArgumentException(
            "%s tells administrators alone who waits for whom, and %s is none: connect as one"
                .formatted(dialect.label(), connection.getMetaData().getUserName()));
      }
    }
  }

  /**
   * Makes sure of the first alone, for an engine that tells everybody.
   *
   * @throws IllegalArgumentException if it is not so, with what to do
   */
  static void requireHere(Connection connection, Dialect dialect) throws SQLException {
    if (isElsewhere(dialect, connection.getMetaData().getURL())) {
      throw new IllegalArgumentException(
          dialect.label()
              + " is stepped where it runs in this JVM alone, and this one is a server: only here"
              + " can a thread be seen to wait; use a database in memory or in a file");
    }
  }

  static boolean isElsewhere(Dialect dialect, String url) {
    String small = url.toLowerCase(Locale.ROOT);
    return ELSEWHERE.stream().anyMatch(kind -> small.startsWith(dialect.urlPrefix() + kind));
  }
}
