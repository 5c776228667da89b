package dev.overdraft.recording;

import dev.overdraft.history.Operation;
import dev.overdraft.history.Writer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that tells the server on whose behalf each of its transactions is, for triggers to
 * write down: PostgreSQL's setting {@value #SETTING} holds the mark of {@link Writer} as long as
 * the transaction lasts.
 *
 * <p>For tables whose statements nobody may rewrite, since they are not ours. Costs a round trip a
 * transaction. A statement that changes something in autocommit mode is put into a transaction of
 * its own. What runs for no operation, on whatever thread, is not marked.
 */
public final class Marks implements InvocationHandler {

  /** The name of the setting; empty or absent in a transaction of nobody's. */
  public static final String SETTING = "overdraft.writer";

  private static final String MARK = "select set_config('" + SETTING + "', ?, true)";

  private final Connection target;
  private final Recording recording;
  private boolean marked;

  private Marks(Connection target, Recording recording) {
    this.target = target;
    this.recording = recording;
  }

  /**
   * Connections that mark what they do.
   *
   * @param recording knows which operation a thread carries out, and how long to pause before a
   *     write
   */
  public static DataSource on(DataSource dataSource, Recording recording) {
    return Proxies.of(
        DataSource.class,
        (proxy, method, args) -> {
          if (Proxies.isIdentity(method)) {
            return Proxies.identity(proxy, method, args);
          }
          Object result = Proxies.pass(dataSource, method, args);
          return result instanceof Connection connection
              ? Proxies.of(Connection.class, new Marks(connection, recording))
              : result;
        });
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    switch (method.getName()) {
      case "commit", "rollback", "setAutoCommit", "close", "abort" -> marked = false;
      default -> {
        // The transaction, if there is one, goes on.
      }
    }
    Object result = Proxies.pass(target, method, args);
    return switch (method.getName()) {
      case "createStatement" -> statement(Statement.class, Objects.requireNonNull(result), "");
      case "prepareStatement" ->
          statement(PreparedStatement.class, Objects.requireNonNull(result), text(args, ""));
      case "prepareCall" ->
          statement(CallableStatement.class, Objects.requireNonNull(result), text(args, ""));
      default -> result;
    };
  }

  private static String text(@Nullable Object @Nullable [] args, String otherwise) {
    return args != null && args.length > 0 && args[0] instanceof String sql ? sql : otherwise;
  }

  private <T> T statement(Class<T> type, Object statement, String prepared) {
    return Proxies.of(
        type,
        (proxy, method, args) -> {
          if (Proxies.isIdentity(method)) {
            return Proxies.identity(proxy, method, args);
          }
          return method.getName().startsWith("execute")
              ? run(text(args, prepared), () -> Proxies.pass(statement, method, args))
              : Proxies.pass(statement, method, args);
        });
  }

  /** A JDBC call. */
  private interface Call {
    @Nullable Object make() throws Throwable;
  }

  private @Nullable Object run(String sql, Call call) throws Throwable {
    Optional<Operation> operation = recording.operation();
    boolean work = sql.isEmpty() || FirstWords.isWork(sql);
    boolean read = FirstWords.isPlainRead(sql);
    if (operation.isEmpty() || !work) {
      marked = false;
      return call.make();
    }
    if (!read) {
      recording.think();
    }
    if (target.getAutoCommit()) {
      return read ? call.make() : alone(operation.get(), call);
    }
    if (!marked) {
      mark(operation.get());
      marked = true;
    }
    return call.make();
  }

  private @Nullable Object alone(Operation operation, Call call) throws Throwable {
    target.setAutoCommit(false);
    Object result;
    try {
      mark(operation);
      result = call.make();
      target.commit();
    } catch (Throwable error) {
      undo(error);
      throw error;
    }
    target.setAutoCommit(true);
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
  }

  private void mark(Operation operation) throws SQLException {
    try (PreparedStatement set = target.prepareStatement(MARK)) {
      set.setString(1, Long.toString(Writer.of(operation.id(), 1)));
      set.execute();
    }
  }
}
