package dev.overdraft.recording;

import dev.overdraft.history.Access;
import dev.overdraft.history.RowVersion;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that notes which versions its rows are.
 *
 * <p>An update is sent as a query, since it returns the versions that it made; its caller gets the
 * count. One whose caller wants rows is read twice: by us, before the transaction can end, and from
 * the start again by the caller. A batch of updates is carried out one by one as it is collected,
 * because a batch returns no rows; so a batch that is cleared has already run.
 *
 * <p>One that comes from a {@link Shelf} goes back there when it is closed.
 */
final class RecordingStatement implements InvocationHandler {

  private static final int NO_MORE = -1;

  private final Statement target;
  private final @Nullable AccountSql prepared;
  private final String sql;
  private final RecordingConnection connection;
  private final List<Integer> batch = new ArrayList<>();
  private final @Nullable Parameters parameters;
  private final @Nullable Loan loan;
  private long updateCount = NO_MORE;

  RecordingStatement(
      Statement target, @Nullable AccountSql prepared, String sql, RecordingConnection connection) {
    this(target, prepared, sql, connection, null);
  }

  /** One that comes from a shelf. */
  RecordingStatement(Loan loan, AccountSql prepared, String sql, RecordingConnection connection) {
    this(loan.statement(), prepared, sql, connection, loan);
  }

  private RecordingStatement(
      Statement target,
      @Nullable AccountSql prepared,
      String sql,
      RecordingConnection connection,
      @Nullable Loan loan) {
    this.target = target;
    this.prepared = prepared;
    this.parameters = prepared != null && isRewritten() ? new Parameters(target, prepared) : null;
    this.sql = sql;
    this.connection = connection;
    this.loan = loan;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    String name = method.getName();
    if (loan != null) {
      if (name.equals("close")) {
        loan.close();
        return null;
      }
      loan.use(name, args);
      if (name.equals("isClosed")) {
        return loan.isClosed();
      }
    }
    if (isUpdate() && isAboutTheResult(name)) {
      return result(name);
    }
    if (isRewritten() && name.equals("getMetaData")) {
      Object columns = Proxies.pass(target, method, args);
      return columns == null ? null : RecordingResultSet.without((ResultSetMetaData) columns);
    }
    if (parameters != null && name.startsWith("set") && method.getParameterCount() >= 2) {
      return parameters.set(method, args);
    }
    OperationLog log = connection.current();
    if (log == null) {
      return Proxies.pass(target, method, args);
    }
    if (isUpdate() && name.endsWith("Batch")) {
      return batch(log, method, args);
    }
    if (name.equals("getResultSet")) {
      return rows(log, Proxies.pass(target, method, args));
    }
    return name.startsWith("execute")
        ? execute(log, method, args)
        : Proxies.pass(target, method, args);
  }

  private boolean isRewritten() {
    return prepared != null && prepared.kind() != AccountSql.Kind.OTHER;
  }

  private boolean isWrite() {
    return prepared != null && prepared.kind() == AccountSql.Kind.WRITE;
  }

  /** A write whose caller wants to know how many rows, not which. */
  private boolean isUpdate() {
    return isWrite() && prepared != null && !prepared.returnsRows();
  }

  private static boolean isAboutTheResult(String name) {
    return switch (name) {
      case "getUpdateCount", "getLargeUpdateCount", "getMoreResults", "getResultSet" -> true;
      default -> false;
    };
  }

  /** An update's only result is its count, and there is no other behind it. */
  private @Nullable Object result(String name) {
    return switch (name) {
      case "getUpdateCount" -> Math.toIntExact(updateCount);
      case "getLargeUpdateCount" -> updateCount;
      case "getMoreResults" -> {
        updateCount = NO_MORE;
        yield false;
      }
      default -> null;
    };
  }

  private @Nullable Object batch(
      OperationLog log, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    switch (method.getName()) {
      case "addBatch" -> {
        batch.add(Math.toIntExact(update(log)));
        return null;
      }
      case "executeBatch" -> {
        int[] counts = batch.stream().mapToInt(Integer::intValue).toArray();
        batch.clear();
        return counts;
      }
      case "executeLargeBatch" -> {
        long[] counts = batch.stream().mapToLong(Integer::longValue).toArray();
        batch.clear();
        return counts;
      }
      default -> {
        batch.clear();
        return Proxies.pass(target, method, args);
      }
    }
  }

  private @Nullable Object execute(
      OperationLog log, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    if (isUpdate()) {
      updateCount = update(log);
      return switch (method.getName()) {
        case "execute" -> false;
        case "executeLargeUpdate" -> updateCount;
        default -> Math.toIntExact(updateCount);
      };
    }
    if (isWrite()) {
      return returning(log, method.getName());
    }
    connection.use(log);
    String text = args == null ? sql : String.valueOf(args[0]);
    OperationLog.Sent sent = FirstWords.sent(text, connection.isAutoCommit());
    Object result;
    try {
      connection.runs(text);
      result = Proxies.pass(target, method, args);
    } catch (SQLException error) {
      throw failed(log, error, sent);
    }
    connection.ran(text);
    if (loan != null && result instanceof ResultSet rows) {
      loan.opened(rows);
    }
    return rows(log, result);
  }

  private long update(OperationLog log) throws SQLException {
    connection.think();
    return connection.write(
        log,
        () -> {
          long count = 0;
          PreparedStatement statement = marked(log);
          if (connection.means() != Means.RETURNING) {
            return updateAndReadBack(log, statement);
          }
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              // Its caller wanted no rows, so there are no columns but ours.
              wrote(log, RecordingResultSet.version(rows, 1));
              count++;
            }
          } catch (SQLException error) {
            throw failed(log, error);
          }
          return count;
        });
  }

  private long updateAndReadBack(OperationLog log, PreparedStatement statement)
      throws SQLException {
    try {
      int count = statement.executeUpdate();
      if (count > 0) {
        made(log, statement.getConnection(), count).forEach(version -> wrote(log, version));
      }
      return count;
    } catch (SQLException error) {
      throw failed(log, error);
    }
  }

  private List<RowVersion> made(OperationLog log, Connection session, int count)
      throws SQLException {
    return connection.means() == Means.SESSION_VARIABLE
        ? new SessionVariable(session).made(count)
        : new ReadBack(session, log.writer())
            .made(
                count,
                parameters == null ? List.of() : parameters.ids(),
                connection.transaction().written());
  }

  /** An update that hands out rows, all of which have been noted when it returns. */
  private Object returning(OperationLog log, String name) throws SQLException {
    connection.think();
    ResultSet rows =
        connection.write(
            log,
            () -> {
              PreparedStatement statement = marked(log);
              try {
                ResultSet all = statement.executeQuery();
                int first = RecordingResultSet.first(all);
                while (all.next()) {
                  wrote(log, RecordingResultSet.version(all, first));
                }
                all.beforeFirst();
                return all;
              } catch (SQLException error) {
                throw failed(log, error);
              }
            });
    if (name.equals("executeQuery")) {
      return RecordingResultSet.of(rows, version -> {});
    }
    if (name.equals("execute")) {
      return true;
    }
    // As the driver does it: the update has been made, and its rows were not expected.
    var unexpected = new SQLException("A result was returned when none was expected.", "0100E");
    boolean ended = target.getConnection().getAutoCommit();
    log.failed(
        unexpected, ended ? OperationLog.Sent.AUTOCOMMIT_WRITE : OperationLog.Sent.STATEMENT);
    throw unexpected;
  }

  private PreparedStatement marked(OperationLog log) throws SQLException {
    connection.transaction().use(log);
    PreparedStatement statement = (PreparedStatement) target;
    statement.setLong(1, log.writer());
    return statement;
  }

  /** The rows of a query, noted one by one as the caller comes to them. */
  private @Nullable Object rows(OperationLog log, @Nullable Object result) throws SQLException {
    if (!isRewritten() || !(result instanceof ResultSet rows)) {
      return result;
    }
    return RecordingResultSet.of(
        rows,
        version -> {
          if (!isWrite()) {
            log.saw(Access.Kind.READ, version, sql);
          }
        });
  }

  private SQLException failed(OperationLog log, SQLException error) {
    return failed(log, error, OperationLog.Sent.STATEMENT);
  }

  private SQLException failed(OperationLog log, SQLException error, OperationLog.Sent sent) {
    if (loan != null) {
      loan.failed();
    }
    connection.transaction().broken(error);
    log.failed(error, sent);
    return error;
  }

  private void wrote(OperationLog log, RowVersion version) {
    log.saw(Access.Kind.WRITE, version, sql);
    connection.transaction().wrote(version);
  }
}
