package dev.overdraft.explore.step;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  /** The statement that was asked for, but able to scroll where nothing else was said. */
  static @Nullable Object statement(
      Connection target, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    int said = args == null ? 0 : args.length;
    return switch (method.getName()) {
      case "createStatement" ->
          said == 0
              ? target.createStatement(
                  ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
              : Proxies.pass(target, method, args);
      case "prepareStatement" ->
          said == 1 && args != null && args[0] instanceof String sql
              ? target.prepareStatement(
                  sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
              : Proxies.pass(target, method, args);
      default -> Proxies.pass(target, method, args);
    };
  }

  /** Reads what a statement has found. */
  static void ahead(Statement statement) throws SQLException {
    ResultSet rows = statement.getResultSet();
    if (rows != null && rows.getType() != ResultSet.TYPE_FORWARD_ONLY) {
      rows.afterLast();
      rows.beforeFirst();
    }
  }
}
