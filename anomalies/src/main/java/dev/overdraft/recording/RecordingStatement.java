package dev.overdraft.recording;

import dev.overdraft.history.Access;
import dev.overdraft.history.RowVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that notes which versions its rows are.
 *
 * <p>An update is sent as a query, since it returns the versions that it made; its caller gets the
 * count. A batch of updates is carried out one by one as it is collected, because a batch returns
 * no rows.
 */
final class RecordingStatement implements InvocationHandler {

  private final Statement target;
  private final @Nullable AccountSql prepared;
  private final String sql;
  private final RecordingConnection connection;
  private final List<Integer> batch = new ArrayList<>();
  private long updateCount = -1;

  RecordingStatement(
      Statement target, @Nullable AccountSql prepared, String sql, RecordingConnection connection) {
    this.target = target;
    this.prepared = prepared;
    this.sql = sql;
    this.connection = connection;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    String name = method.getName();
    OperationLog log = connection.current();
    if (log == null) {
      return Proxies.pass(target, method, args);
    }
    if (prepared != null && name.startsWith("set") && method.getParameterCount() >= 2) {
      return Proxies.pass(target, method, shifted(args));
    }
    if (isWrite() && name.equals("addBatch")) {
      batch.add(Math.toIntExact(update(log)));
      return null;
    }
    if (isWrite() && name.equals("executeBatch")) {
      int[] counts = batch.stream().mapToInt(Integer::intValue).toArray();
      batch.clear();
      return counts;
    }
    if (name.equals("getUpdateCount") && updateCount >= 0) {
      return Math.toIntExact(updateCount);
    }
    if (!name.startsWith("execute")) {
      return Proxies.pass(target, method, args);
    }
    return execute(log, method, args);
  }

  private boolean isWrite() {
    return prepared != null && prepared.kind() == AccountSql.Kind.WRITE && !prepared.returnsRows();
  }

  private @Nullable Object execute(
      OperationLog log, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    if (isWrite()) {
      updateCount = update(log);
      return switch (method.getName()) {
        case "execute" -> false;
        case "executeLargeUpdate" -> updateCount;
        default -> Math.toIntExact(updateCount);
      };
    }
    connection.use(log);
    boolean returning = prepared != null && prepared.kind() == AccountSql.Kind.WRITE;
    if (returning && prepared != null) {
      connection.think();
      ((PreparedStatement) target).setLong(1, log.writer());
    }
    Object result;
    try {
      result = Proxies.pass(target, method, args);
    } catch (SQLException error) {
      failed(log, error);
      throw error;
    }
    if (result instanceof ResultSet rows
        && prepared != null
        && prepared.kind() != AccountSql.Kind.OTHER) {
      Access.Kind kind = returning ? Access.Kind.WRITE : Access.Kind.READ;
      return Proxies.of(ResultSet.class, new RecordingResultSet(rows, v -> note(log, kind, v)));
    }
    return result;
  }

  private long update(OperationLog log) throws SQLException {
    connection.think();
    return connection.write(
        log,
        () -> {
          connection.transaction().use(log);
          PreparedStatement statement = (PreparedStatement) target;
          statement.setLong(1, log.writer());
          long count = 0;
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              note(log, Access.Kind.WRITE, RecordingResultSet.version(rows));
              count++;
            }
          } catch (SQLException error) {
            failed(log, error);
            throw error;
          }
          return count;
        });
  }

  private void failed(OperationLog log, SQLException error) {
    connection.transaction().broken(error);
    log.failed(error, OperationLog.Sent.STATEMENT);
  }

  private void note(OperationLog log, Access.Kind kind, RowVersion version) {
    log.saw(kind, version, sql);
    if (kind == Access.Kind.WRITE) {
      connection.transaction().wrote(version);
    }
  }

  private @Nullable Object @Nullable [] shifted(@Nullable Object @Nullable [] args) {
    if (args == null || prepared == null || !(args[0] instanceof Integer position)) {
      return args;
    }
    @Nullable Object[] moved = args.clone();
    moved[0] = position + prepared.shift();
    return moved;
  }
}
