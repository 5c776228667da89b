package dev.overdraft.recording;

import dev.overdraft.history.RowVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose last columns are ours: notes the version of each row that the strategy moves to, and
 * does not count our columns when asked how many there are.
 */
final class RecordingResultSet implements InvocationHandler {

  private final ResultSet target;
  private final int first;
  private final Consumer<RowVersion> seen;

  private RecordingResultSet(ResultSet target, int first, Consumer<RowVersion> seen) {
    this.target = target;
    this.first = first;
    this.seen = seen;
  }

  static ResultSet of(ResultSet target, Consumer<RowVersion> seen) throws SQLException {
    return Proxies.of(ResultSet.class, new RecordingResultSet(target, first(target), seen));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    Object result = Proxies.pass(target, method, args);
    if (result instanceof ResultSetMetaData columns) {
      return without(columns);
    }
    if (Boolean.TRUE.equals(result) && moves(method.getName())) {
      seen.accept(version(target, first));
    }
    return result;
  }

  private static boolean moves(String name) {
    return switch (name) {
      case "next", "previous", "first", "last", "absolute", "relative" -> true;
      default -> false;
    };
  }

  /** Where our columns begin. */
  static int first(ResultSet rows) throws SQLException {
    return rows.getMetaData().getColumnCount() - AccountSql.COLUMNS + 1;
  }

  /** The version that the current row is. */
  static RowVersion version(ResultSet rows, int first) throws SQLException {
    return new RowVersion(
        rows.getLong(first),
        rows.getLong(first + 1),
        rows.getLong(first + 2),
        rows.getLong(first + 3));
  }

  /** The columns that were asked for. */
  static ResultSetMetaData without(ResultSetMetaData columns) {
    InvocationHandler fewer =
        (proxy, method, args) -> {
          if (Proxies.isIdentity(method)) {
            return Proxies.identity(proxy, method, args);
          }
          Object result = Proxies.pass(columns, method, args);
          return method.getName().equals("getColumnCount") && result instanceof Integer count
              ? (Object) (count - AccountSql.COLUMNS)
              : result;
        };
    return Proxies.of(ResultSetMetaData.class, fewer);
  }
}
