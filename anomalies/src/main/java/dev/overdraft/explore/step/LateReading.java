package dev.overdraft.explore.step;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an engine that reads a query's rows, and locks them, only when the application moves to
 * them ({@link LockWaits#readsLate}) read them all within the step, as drivers of servers do: over
 * rows that can be scrolled, which are the same otherwise.
 *
 * <p>Limit: a lock that lasts as long as the application stays on a row is not explored.
 */
final class LateReading {

  private LateReading() {}

  /** The statement that was asked for, but able to scroll where it would only go forward. */
  static @Nullable Object statement(
      Connection target, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    List<@Nullable Object> said = args == null ? List.of() : Arrays.asList(args);
    boolean text = method.getName().equals("prepareStatement") && said.get(0) instanceof String;
    if (!text && !method.getName().equals("createStatement")) {
      return Proxies.pass(target, method, args);
    }
    int options = text ? 1 : 0;
    boolean nothing = said.size() == options;
    boolean forward =
        said.size() >= options + 2
            && Integer.valueOf(ResultSet.TYPE_FORWARD_ONLY).equals(said.get(options))
            && Integer.valueOf(ResultSet.CONCUR_READ_ONLY).equals(said.get(options + 1));
    if (!nothing && !forward) {
      return Proxies.pass(target, method, args);
    }
    int type = ResultSet.TYPE_SCROLL_INSENSITIVE;
    int concurrency = ResultSet.CONCUR_READ_ONLY;
    int holdability =
        said.size() == options + 3 && said.get(options + 2) instanceof Integer wanted
            ? wanted
            : target.getHoldability();
    return text
        ? target.prepareStatement(String.valueOf(said.get(0)), type, concurrency, holdability)
        : target.createStatement(type, concurrency, holdability);
  }

  /**
   * Reads what a statement has found. One that commits by itself has come to its end by that, which
   * Derby sees in rows that go forward only.
   */
  static void ahead(Statement statement) throws SQLException {
    ResultSet rows = statement.getResultSet();
    if (rows == null || rows.getType() == ResultSet.TYPE_FORWARD_ONLY) {
      return;
    }
    rows.afterLast();
    rows.beforeFirst();
    Connection connection = statement.getConnection();
    if (connection.getAutoCommit() && rows.getHoldability() == ResultSet.HOLD_CURSORS_OVER_COMMIT) {
      connection.commit();
    }
  }
}
