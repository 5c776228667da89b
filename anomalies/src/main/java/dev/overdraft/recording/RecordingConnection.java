package dev.overdraft.recording;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements on {@code account} are rewritten and whose commits leave a ledger
 * row.
 *
 * <p>An autocommit update is put into a transaction of its own, together with its ledger row. That
 * is legal: between a statement's execution and its commit another snapshot may fall at any time.
 */
final class RecordingConnection implements InvocationHandler {

  private static final Pattern SAVEPOINT =
      Pattern.compile("\\s*savepoint\\s+(\\w+)[\\s;]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ROLLBACK_TO =
      Pattern.compile(
          "\\s*rollback\\s+(?:work\\s+|transaction\\s+)?to\\s+(?:savepoint\\s+)?(\\w+)[\\s;]*",
          Pattern.CASE_INSENSITIVE);

  private final Connection target;
  private final Recording recording;
  private final Transaction transaction;

  private final Shelf shelf;

  /** What had been written when a savepoint was set; by the driver's object, or by name. */
  private final Map<Object, Integer> savepoints = new HashMap<>();

  RecordingConnection(Connection target, Recording recording) {
    this.target = target;
    this.recording = recording;
    this.transaction = new Transaction(target, recording.means() == Means.RETURNING);
    this.shelf = new Shelf(target);
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
      case "setAutoCommit" -> autoCommit(args);
      case "close", "abort" -> close(method, args);
      case "prepareStatement" -> prepare(method, args);
      case "prepareCall" -> prepareCall(method, args);
      case "createStatement" -> create(method, args);
      case "isClosed" -> target.isClosed();
      case "getAutoCommit" -> isAutoCommit();
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
    savepoints.put(Objects.requireNonNull(savepoint), transaction.mark());
    return savepoint;
  }

  /**
   * A statement that is not ours has run: one that sets a savepoint, or goes back to it, counts.
   */
  void ran(String sql) {
    if (!transaction.isOpen()) {
      return;
    }
    switch (TwoPhase.of(sql)) {
      case PREPARES, HANDS_OVER -> {
        transaction.prepared();
        return;
      }
      case ROLLS_BACK -> {
        transaction.rolledBack();
        return;
      }
      case ENDS_WORK, NONE -> {
        // It goes on.
      }
    }
    Matcher set = SAVEPOINT.matcher(sql);
    if (set.matches()) {
      savepoints.put(set.group(1).toLowerCase(Locale.ROOT), transaction.mark());
      return;
    }
    Matcher back = ROLLBACK_TO.matcher(sql);
    if (back.matches()) {
      backTo(back.group(1).toLowerCase(Locale.ROOT));
    }
  }

  /** A statement that is not ours is about to run: it may be the last but what ends it. */
  void runs(String sql) throws SQLException {
    if (transaction.isOpen()) {
      switch (TwoPhase.of(sql)) {
        case PREPARES, ENDS_WORK -> transaction.prepare();
        case HANDS_OVER, ROLLS_BACK, NONE -> {
          // Its ledger row is there, or is not wanted.
        }
      }
    }
  }

  private void backTo(Object savepoint) {
    transaction.rolledBackTo(savepoints.getOrDefault(savepoint, transaction.mark()));
  }

  private @Nullable Object autoCommit(@Nullable Object @Nullable [] args) throws SQLException {
    boolean on = args != null && Boolean.TRUE.equals(args[0]);
    if (on && transaction.isOpen()) {
      transaction.commit();
    }
    target.setAutoCommit(on);
    return null;
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

  private Object prepareCall(Method method, @Nullable Object @Nullable [] args) throws Throwable {
    String sql = args == null ? "" : String.valueOf(args[0]);
    Statement call = (Statement) Objects.requireNonNull(Proxies.pass(target, method, args));
    return Proxies.of(CallableStatement.class, new RecordingStatement(call, null, sql, this));
  }

  private @Nullable Object rollback(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (args == null || args.length == 0) {
      target.rollback();
      transaction.rolledBack();
    } else {
      Proxies.pass(target, method, args);
      backTo(Objects.requireNonNull(args[0]));
    }
    return null;
  }

  private Object prepare(Method method, @Nullable Object @Nullable [] args) throws Throwable {
    String sql = args == null ? "" : String.valueOf(args[0]);
    AccountSql rewritten = recording.current() == null ? null : rewrite(sql, args);
    Object statement;
    if (rewritten != null && args != null && args.length == 1 && Shelf.suits(rewritten)) {
      return Proxies.of(
          PreparedStatement.class,
          new RecordingStatement(new Loan(shelf, rewritten.text()), rewritten, sql, this));
    }
    if (rewritten == null || args == null) {
      statement = Proxies.pass(target, method, args);
    } else if (rewritten.kind() == AccountSql.Kind.WRITE && rewritten.returnsRows()) {
      // To be read twice, by us before the commit and by the strategy after it.
      statement =
          target.prepareStatement(
              rewritten.text(),
              ResultSet.TYPE_SCROLL_INSENSITIVE,
              ResultSet.CONCUR_READ_ONLY,
              ResultSet.HOLD_CURSORS_OVER_COMMIT);
    } else {
      @Nullable Object[] sent = args.clone();
      sent[0] = rewritten.text();
      statement = Proxies.pass(target, method, sent);
    }
    return Proxies.of(
        PreparedStatement.class,
        new RecordingStatement(
            (Statement) Objects.requireNonNull(statement), rewritten, sql, this));
  }

  /** Who asks for generated keys, or for rows to update, needs the very columns: left alone. */
  private AccountSql rewrite(String sql, @Nullable Object @Nullable [] args) {
    int more = args == null ? 0 : args.length - 1;
    boolean plain =
        switch (more) {
          case 0 -> true;
          case 1 -> args != null && Objects.equals(args[1], Statement.NO_GENERATED_KEYS);
          default -> args != null && Objects.equals(args[2], ResultSet.CONCUR_READ_ONLY);
        };
    return plain ? recording.rewritten(sql) : AccountSql.unchanged(sql);
  }

  @Nullable OperationLog current() {
    return recording.current();
  }

  /** How the versions that an update has made come to be known. */
  Means means() {
    return recording.means();
  }

  boolean isAutoCommit() throws SQLException {
    return target.getAutoCommit();
  }

  Transaction transaction() {
    return transaction;
  }

  void think() {
    recording.think();
  }

  /**
   * Runs a write; in autocommit mode, together with its ledger row in a transaction of its own.
   * Autocommit is switched on again only when that has certainly ended: the switch itself commits.
   */
  <T> T write(OperationLog log, SqlWork<T> work) throws SQLException {
    if (!target.getAutoCommit()) {
      return work.run();
    }
    target.setAutoCommit(false);
    T result;
    try {
      result = work.run();
      transaction.commit();
    } catch (SQLException | RuntimeException | Error error) {
      if (log.sentWhen(error).orElse(OperationLog.Sent.STATEMENT) == OperationLog.Sent.COMMIT) {
        log.failed(error, OperationLog.Sent.AUTOCOMMIT_WRITE);
      }
      undo(error);
      throw error;
    }
    try {
      target.setAutoCommit(true);
    } catch (SQLException committed) {
      log.failed(committed, OperationLog.Sent.AUTOCOMMIT_WRITE);
      throw committed;
    }
    return result;
  }

  private void undo(Throwable error) {
    try {
      if (!target.isClosed()) {
        target.rollback();
        target.setAutoCommit(true);
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
