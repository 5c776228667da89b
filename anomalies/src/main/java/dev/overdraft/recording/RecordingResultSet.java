package dev.overdraft.recording;

import dev.overdraft.history.RowVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows whose last columns are ours: notes the version of each row that the strategy moves to. */
final class RecordingResultSet implements InvocationHandler {

  private final ResultSet target;
  private final Consumer<RowVersion> seen;

  RecordingResultSet(ResultSet target, Consumer<RowVersion> seen) {
    this.target = target;
    this.seen = seen;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    Object result = Proxies.pass(target, method, args);
    if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
      seen.accept(version(target));
    }
    return result;
  }

  /** The version that the current row is. */
  static RowVersion version(ResultSet rows) throws SQLException {
    int first = rows.getMetaData().getColumnCount() - AccountSql.COLUMNS + 1;
    return new RowVersion(
        rows.getLong(first),
        rows.getLong(first + 1),
        rows.getLong(first + 2),
        rows.getLong(first + 3));
  }
}
