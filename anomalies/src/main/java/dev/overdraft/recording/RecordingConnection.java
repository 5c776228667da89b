package dev.overdraft.recording;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements on {@code account} are rewritten and whose commits leave a ledger
 * row.
 *
 * <p>An autocommit update is put into a transaction of its own, together with its ledger row. That
 * is legal: between a statement's execution and its commit another snapshot may fall at any time.
 */
final class RecordingConnection implements InvocationHandler {

  private final Connection target;
  private final Recording recording;
  private final Transaction transaction;
  private final IdentityHashMap<Savepoint, Integer> savepoints = new IdentityHashMap<>();

  RecordingConnection(Connection target, Recording recording) {
    this.target = target;
    this.recording = recording;
    this.transaction = new Transaction(target);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    return switch (method.getName()) {
      case "commit" -> commit();
      case "rollback" -> rollback(method, args);
      case "setSavepoint" -> savepoint(method, args);
      case "setAutoCommit" -> autoCommit(method, args);
      case "close" -> close(method, args);
      case "prepareStatement" -> prepare(method, args);
      case "createStatement" -> create(method, args);
      default -> Proxies.pass(target, method, args);
    };
  }

  private @Nullable Object commit() throws SQLException {
    transaction.commit();
    return null;
  }

  private @Nullable Object savepoint(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    Object savepoint = Proxies.pass(target, method, args);
    savepoints.put((Savepoint) Objects.requireNonNull(savepoint), transaction.mark());
    return savepoint;
  }

  private @Nullable Object autoCommit(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (args != null && Boolean.TRUE.equals(args[0]) && transaction.isOpen()) {
      transaction.commit();
    }
    return Proxies.pass(target, method, args);
  }

  private @Nullable Object close(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    boolean unfinished = transaction.isOpen();
    Proxies.pass(target, method, args);
    if (unfinished) {
      transaction.rolledBack();
    }
    return null;
  }

  private Object create(Method method, @Nullable Object @Nullable [] args) throws Throwable {
    Statement statement = (Statement) Objects.requireNonNull(Proxies.pass(target, method, args));
    return Proxies.of(Statement.class, new RecordingStatement(statement, null, "", this));
  }

  private @Nullable Object rollback(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    Proxies.pass(target, method, args);
    if (args == null || args.length == 0) {
      transaction.rolledBack();
    } else {
      transaction.rolledBackTo(savepoints.getOrDefault((Savepoint) args[0], 0));
    }
    return null;
  }

  private Object prepare(Method method, @Nullable Object @Nullable [] args) throws Throwable {
    String sql = args == null ? "" : String.valueOf(args[0]);
    boolean recorded = recording.current() != null;
    AccountSql rewritten = recorded ? AccountSql.of(sql) : null;
    if (rewritten != null && args != null) {
      args[0] = rewritten.text();
    }
    Statement statement = (Statement) Objects.requireNonNull(Proxies.pass(target, method, args));
    return Proxies.of(
        PreparedStatement.class, new RecordingStatement(statement, rewritten, sql, this));
  }

  @Nullable OperationLog current() {
    return recording.current();
  }

  Transaction transaction() {
    return transaction;
  }

  void think() {
    recording.think();
  }

  /** Runs a write; in autocommit mode, together with its ledger row in a transaction of its own. */
  <T> T write(OperationLog log, SqlWork<T> work) throws SQLException {
    if (!target.getAutoCommit()) {
      return work.run();
    }
    target.setAutoCommit(false);
    try {
      T result = work.run();
      transaction.commit();
      return result;
    } catch (SQLException error) {
      if (log.sentWhen(error).orElse(OperationLog.Sent.STATEMENT) == OperationLog.Sent.COMMIT) {
        log.failed(error, OperationLog.Sent.AUTOCOMMIT_WRITE);
      }
      undo(error);
      throw error;
    } finally {
      if (!target.isClosed()) {
        target.setAutoCommit(true);
      }
    }
  }

  private void undo(SQLException error) {
    try {
      if (!target.isClosed()) {
        target.rollback();
      }
    } catch (SQLException further) {
      error.addSuppressed(further);
    }
    transaction.rolledBack();
  }

  /** A statement other than a plain write is about to run. */
  void use(OperationLog log) throws SQLException {
    if (target.getAutoCommit()) {
      log.beginTransaction();
    } else {
      transaction.use(log);
    }
  }

  /** A JDBC call. */
  interface SqlWork<T> {
    T run() throws SQLException;
  }
}
