package dev.overdraft.explore.step;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The SQL that sets each session back to what it was before it was prepared, and no more: what its
 * owner has set once, for as long as it lives, stays. Thread-safe.
 */
final class WaysBack {

  private final Map<Connection, String> ways = Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * Notes a session's.
   *
   * @param question a query whose answer is that SQL
   */
  void note(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      ways.put(connection, answer.getString(1));
    }
  }

  /** Sets a session back, unless it has been ended under us, and closes it. */
  void giveBack(Connection connection) throws SQLException {
    try (connection) {
      String way = ways.remove(connection);
      if (way == null || connection.isClosed()) {
        return;
      }
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(way);
      }
    }
  }
}
