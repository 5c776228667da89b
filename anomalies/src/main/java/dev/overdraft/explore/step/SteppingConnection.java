package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose round trips are steps.
 *
 * <p>An autocommit write becomes two, the statement in a transaction of its own and its commit:
 * legal, since another snapshot may always fall between a statement's execution and its commit.
 */
final class SteppingConnection implements InvocationHandler {

  /** Where a statement that reads nothing may take its transaction's snapshot. */
  private static final Set<Dialect> SNAPSHOT_AT_FIRST = EnumSet.of(Dialect.POSTGRESQL, Dialect.H2);

  private final Session session;
  private final Connection target;
  private final Stepping stepping;
  private boolean closed;

  SteppingConnection(Session session, Stepping stepping) {
    this.session = session;
    this.target = session.connection;
    this.stepping = stepping;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    switch (method.getName()) {
      case "close", "abort" -> {
        close();
        return null;
      }
      case "isClosed" -> {
        return closed || target.isClosed();
      }
      case "isValid" -> {
        return !closed && !target.isClosed();
      }
      default -> {}
    }
    if (closed) {
      throw new SQLException("this connection is closed", "08003");
    }
    return switch (method.getName()) {
      case "commit" -> {
        end(Step.Kind.COMMIT, target::commit);
        yield null;
      }
      case "rollback" -> rollback(method, args);
      case "setAutoCommit" -> autoCommit(args);
      case "setSavepoint" -> {
        session.saved();
        yield Proxies.pass(target, method, args);
      }
      case "setTransactionIsolation" -> level(method, args);
      case "createStatement", "prepareStatement", "prepareCall" -> statement(proxy, method, args);
      default -> Proxies.pass(target, method, args);
    };
  }

  /** A call that ends the open transaction, if there is one. */
  private void end(Step.Kind kind, Ending call) throws SQLException {
    Optional<Lane> lane = session.open ? stepping.lane(kind.text()) : Optional.empty();
    try {
      if (lane.isPresent()) {
        lane.get().step(kind, "", List.of(), session, call::asCall);
      } else {
        call.run();
      }
    } finally {
      session.ended();
    }
  }

  private interface Ending {
    void run() throws SQLException;

    default boolean asCall(Tape ignored) throws SQLException {
      run();
      return true;
    }
  }

  private @Nullable Object rollback(Method method, @Nullable Object @Nullable [] args)
      throws SQLException {
    if (args == null || args.length == 0) {
      end(
          session.isUndone() ? Step.Kind.ROLLBACK_AFTER_ERROR : Step.Kind.ROLLBACK,
          target::rollback);
      return null;
    }
    Optional<Lane> lane = stepping.lane("rollback to savepoint");
    if (lane.isEmpty()) {
      return Proxies.call(target, method, args);
    }
    lane.get()
        .step(
            Step.Kind.ROLLBACK_TO_SAVEPOINT,
            "",
            List.of(),
            session,
            answer -> Optional.ofNullable(Proxies.call(target, method, args)));
    session.failed = false;
    return null;
  }

  private @Nullable Object autoCommit(@Nullable Object @Nullable [] args) throws SQLException {
    boolean on = args != null && Boolean.TRUE.equals(args[0]);
    if (on && session.open) {
      end(Step.Kind.COMMIT, () -> target.setAutoCommit(true));
    } else {
      target.setAutoCommit(on);
    }
    return null;
  }

  private @Nullable Object level(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    Object result = Proxies.pass(target, method, args);
    if (args != null && args[0] instanceof Integer level) {
      for (Isolation known : Isolation.values()) {
        if (known.jdbcLevel() == level) {
          session.allAt(known);
        }
      }
    }
    return result;
  }

  private Object statement(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    sendable(args);
    if (isUpdatable(method, args)) {
      Optional<Lane> lane = stepping.lane("an updatable result set");
      if (lane.isPresent()) {
        throw lane.get().refuse("a result set that can be updated is written past its statements");
      }
    }
    Statement statement =
        (Statement)
            Objects.requireNonNull(
                stepping.waits().readsLate()
                    ? LateReading.statement(target, method, args)
                    : Proxies.pass(target, method, args));
    String sql = args != null && args.length > 0 && args[0] instanceof String text ? text : "";
    var handler = new SteppingStatement(statement, sql, (Connection) proxy, this);
    return switch (method.getName()) {
      case "createStatement" -> Proxies.of(Statement.class, handler);
      case "prepareCall" -> Proxies.of(CallableStatement.class, handler);
      default -> Proxies.of(PreparedStatement.class, handler);
    };
  }

  /** Whether it is asked for by {@code (type, concurrency)} behind the text, if there is one. */
  private static boolean isUpdatable(Method method, @Nullable Object @Nullable [] args) {
    int at = method.getName().equals("createStatement") ? 1 : 2;
    return args != null
        && args.length > at
        && Integer.valueOf(ResultSet.CONCUR_UPDATABLE).equals(args[at]);
  }

  /** Leaves out of a statement's text, the first argument if there is one, what is not wanted. */
  void sendable(@Nullable Object @Nullable [] args) {
    if (args != null && args.length > 0 && args[0] instanceof String sql) {
      args[0] = stepping.sent(sql);
    }
  }

  private void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (session.open) {
        end(session.isUndone() ? Step.Kind.CLOSE_AFTER_ERROR : Step.Kind.CLOSE, session::rollback);
      }
    } finally {
      stepping.giveBack(session);
    }
  }

  /** All that a statement has found is read within its step. */
  void found(Statement statement) throws SQLException {
    if (stepping.waits().readsLate()) {
      LateReading.ahead(statement);
    }
  }

  /** Makes a statement's call as one step, or as two, or freely. */
  <T> T execute(String sql, List<String> binds, Lane.Call<T> call) throws SQLException {
    SqlFacts facts = stepping.facts(sql);
    if (sql.toLowerCase(Locale.ROOT).contains("savepoint")) {
      session.saved();
    }
    if (facts.local() && !takesSnapshot(facts)) {
      return local(sql, call);
    }
    session.keepsLocks |= facts.locksForSession();
    Optional<Lane> lane = stepping.lane(sql);
    if (lane.isEmpty()) {
      return call.run(new Tape());
    }
    if (facts.refused()) {
      throw lane.get().refuse("'" + SqlText.normal(sql) + "' cannot be stepped");
    }
    if (target.getAutoCommit() && facts.writes() && !SqlText.endsPrepared(sql)) {
      return split(lane.get(), sql, binds, call);
    }
    T result = lane.get().step(Step.Kind.STATEMENT, sql, binds, session, call);
    if (facts.leaves()) {
      left(sql);
    }
    return result;
  }

  /** The session's transaction is prepared, or its branch over. */
  private void left(String sql) {
    if (SqlText.preparesTransaction(sql)) {
      session.ended();
      stepping.prepared(SqlText.preparedName(sql));
    } else {
      session.endedBranch();
    }
  }

  private <T> T local(String sql, Lane.Call<T> call) throws SQLException {
    T result = call.run(new Tape());
    SqlText.begunBranch(sql).ifPresent(session::begun);
    Optional<LevelText> level = LevelText.of(sql);
    if (level.isPresent()) {
      set(level.get());
    }
    return result;
  }

  /** Where even this statement has begun a transaction, that one keeps the level it began with. */
  private void set(LevelText text) throws SQLException {
    if (!text.lasting()) {
      session.onceAt(text.level());
    } else if (session.open
        || (Dialect.of(target) == Dialect.POSTGRESQL && !target.getAutoCommit())) {
      session.laterAt(text.level());
    } else {
      session.allAt(text.level());
    }
  }

  /** Whether others matter to a query that reads nothing: later ones see what it saw. */
  private boolean takesSnapshot(SqlFacts facts) throws SQLException {
    return facts.queries()
        && !session.open
        && session.level.compareTo(Isolation.REPEATABLE_READ) >= 0
        && !target.getAutoCommit()
        && stepping.isActor()
        && SNAPSHOT_AT_FIRST.contains(Dialect.of(target));
  }

  private <T> T split(Lane lane, String sql, List<String> binds, Lane.Call<T> call)
      throws SQLException {
    target.setAutoCommit(false);
    try {
      T result = lane.step(Step.Kind.STATEMENT, sql, binds, session, call);
      end(Step.Kind.COMMIT, target::commit);
      return result;
    } catch (SQLException | RuntimeException | Error failed) {
      undo(failed);
      throw failed;
    } finally {
      session.ended();
      target.setAutoCommit(true);
    }
  }

  /** The server has rolled back already; this only tells the driver. */
  private void undo(Throwable failed) {
    try {
      target.rollback();
    } catch (SQLException further) {
      failed.addSuppressed(further);
    }
  }
}
