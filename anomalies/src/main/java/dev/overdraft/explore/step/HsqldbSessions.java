package dev.overdraft.explore.step;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * HSQLDB's own list of sessions, seen by an administrator: others see their own session only.
 *
 * <p>It is put together without a lock while the sessions go on, and may fail by that with a
 * "general error", seen with 2.7.4: then it is asked once more.
 *
 * @see <a href="https://hsqldb.org/doc/2.0/guide/sessions-chapt.html#snc_tx_tx_two_phase">HSQLDB,
 *     two-phase locking</a>
 */
public final class HsqldbSessions {

  private static final int GENERAL_ERROR = -458;
  private static final int MOST_TRIES = 100;

  private record Row(int session, boolean inTransaction, boolean asking, String waitingForIt) {}

  private HsqldbSessions() {}

  /** Whom each session waits for; absent if it does not. */
  static Map<Integer, Set<Integer>> waits(Connection connection) throws SQLException {
    Map<Integer, Set<Integer>> waits = new HashMap<>();
    for (Row row : rows(connection)) {
      for (String waiting : row.waitingForIt().split(",", -1)) {
        if (!waiting.isBlank()) {
          int session = Integer.parseInt(waiting.strip());
          waits.computeIfAbsent(session, s -> new TreeSet<>()).add(row.session());
        }
      }
    }
    return waits;
  }

  /** Whether a session other than the one that asks is in a transaction, and so may have locks. */
  public static boolean othersMayHaveLocks(Connection connection) throws SQLException {
    return rows(connection).stream().anyMatch(row -> row.inTransaction() && !row.asking());
  }

  private static List<Row> rows(Connection connection) throws SQLException {
    for (int tried = 1; ; tried++) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  """
                  select session_id, transaction, session_id = session_id(), waiting_for_this
                  from information_schema.system_sessions
                  """)) {
        List<Row> rows = new ArrayList<>();
        while (row.next()) {
          String waiting = row.getString(4);
          rows.add(
              new Row(
                  row.getInt(1),
                  row.getBoolean(2),
                  row.getBoolean(3),
                  waiting == null ? "" : waiting));
        }
        return rows;
      } catch (SQLException failed) {
        if (failed.getErrorCode() != GENERAL_ERROR || tried == MOST_TRIES) {
          throw failed;
        }
      }
    }
  }
}
