package dev.overdraft.explore.step;

import dev.overdraft.explore.step.LockObserver.Held;
import dev.overdraft.explore.step.LockObserver.Strength;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * PostgreSQL's answer: {@code pg_blocking_pids} and {@code pg_safe_snapshot_blocking_pids} for all
 * sessions in one query.
 *
 * <p>Hard and queue-order blocks count; latches, I/O and client waits do not.
 *
 * <p><b>Victims.</b> A waiter looks for a cycle once, {@code deadlock_timeout} after it began to
 * wait, and aborts itself if there is one. Ours wait with a second; only a statement that might
 * close a cycle is given a millisecond, so that the closing one dies and nobody has to be held
 * back. Where somebody else shall die, he is given some more from the beginning of his wait, and
 * the closing one none. Needs the right to set that parameter; without it the server's own timeout
 * decides, and the first waiter dies.
 *
 * @see <a href="https://www.postgresql.org/docs/18/functions-info.html">PostgreSQL 18, 9.27</a>
 * @see <a href="https://www.postgresql.org/docs/18/runtime-config-locks.html">19.12</a>
 */
public final class PostgresLockWaits implements LockWaits {

  private static final String BLOCKERS =
      "select p, pg_blocking_pids(p) || pg_safe_snapshot_blocking_pids(p) from unnest(?) as p";

  /** What sets these settings to what they are now. */
  private static final String WAY_BACK =
      """
      select string_agg(format('set %s = %L', setting, current_setting(setting)), '; ')
      from unnest(array['lock_timeout', 'synchronous_commit', 'jit', 'plan_cache_mode',
        'max_parallel_workers_per_gather'""";

  private static final String HELD =
      """
      select case when n.nspname = current_schema() then '' else n.nspname || '.' end || c.relname,
             l.mode
      from pg_locks l
      join pg_class c on c.oid = l.relation
      join pg_namespace n on n.oid = c.relnamespace
      where l.pid = ? and l.locktype in ('relation', 'page', 'tuple') and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
        and c.relkind in ('r', 'p', 'm', 'f', 'S')
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
      """;

  private final Connection control;
  private final PreparedStatement ask;
  private final PreparedStatement look;
  private final boolean mayArrange;
  private final WaysBack waysBack = new WaysBack();

  /** Asks over {@code control}, which it closes in the end. */
  public PostgresLockWaits(Connection control) throws SQLException {
    this.control = control;
    control.setAutoCommit(true);
    this.ask = control.prepareStatement(BLOCKERS);
    this.look = control.prepareStatement(HELD);
    this.mayArrange = maySetDeadlockTimeout();
  }

  private boolean maySetDeadlockTimeout() throws SQLException {
    try (Statement statement = control.createStatement()) {
      statement.execute(
          "select set_config('deadlock_timeout', current_setting('deadlock_timeout'), false)");
      return true;
    } catch (SQLException refused) {
      if ("42501".equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  @Override
  public int session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select pg_backend_pid()")) {
      answer.next();
      return answer.getInt(1);
    }
  }

  @Override
  public Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException {
    Array pids = control.createArrayOf("int4", inFlight.toArray());
    ask.setArray(1, pids);
    Map<Integer, Set<Integer>> waiting = new HashMap<>();
    try (ResultSet answer = ask.executeQuery()) {
      while (answer.next()) {
        Set<Integer> holders = new HashSet<>();
        Object[] blockers = (Object[]) answer.getArray(2).getArray();
        for (Object holder : blockers) {
          holders.add((Integer) holder);
        }
        // A prepared transaction has no process, and is called 0: a wait, for nobody we know.
        holders.remove(0);
        if (blockers.length > 0) {
          waiting.put(answer.getInt(1), holders);
        }
      }
    }
    return waiting;
  }

  @Override
  public boolean showsHeld() {
    return true;
  }

  @Override
  public Set<Held> held(int session) throws SQLException {
    look.setInt(1, session);
    Set<Held> held = new HashSet<>();
    try (ResultSet row = look.executeQuery()) {
      while (row.next()) {
        held.add(new Held(row.getString(1), strength(row.getString(2))));
      }
    }
    return held;
  }

  /**
   * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html">PostgreSQL 18, 13.3</a>
   */
  private static Strength strength(String mode) {
    return switch (mode) {
      case "AccessShareLock", "SIReadLock" -> Strength.READ;
      case "RowShareLock", "RowExclusiveLock" -> Strength.WRITE;
      default -> Strength.TABLE;
    };
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    waysBack.note(
        connection, WAY_BACK + (mayArrange ? ", 'deadlock_timeout'" : "") + "]) as setting");
    String settings =
        "set lock_timeout = 0; set synchronous_commit = off; set jit = off;"
            + " set max_parallel_workers_per_gather = 0; set plan_cache_mode = force_generic_plan";
    try (Statement statement = connection.createStatement()) {
      statement.execute(mayArrange ? settings + "; set deadlock_timeout = '1s'" : settings);
    }
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    waysBack.giveBack(connection);
  }

  @Override
  public void sharpen(Connection connection, int millis) throws SQLException {
    if (mayArrange) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local deadlock_timeout = '" + millis + "ms'");
      }
    }
  }

  /** Unless the driver sets savepoints of its own, which it says if it can be asked at all. */
  @Override
  public boolean errorsUndo(Connection connection) throws SQLException {
    if (!connection.isWrapperFor(Connection.class)) {
      return false;
    }
    Object driver = connection.unwrap(Connection.class);
    try {
      return "NEVER".equals(driver.getClass().getMethod("getAutosave").invoke(driver).toString());
    } catch (ReflectiveOperationException otherDriver) {
      return false;
    }
  }

  @Override
  public boolean choosesVictims() {
    return mayArrange;
  }

  @Override
  public void cancel(int session) throws SQLException {
    try (PreparedStatement statement = control.prepareStatement("select pg_cancel_backend(?)")) {
      statement.setInt(1, session);
      statement.execute();
    }
  }

  @Override
  public void rollBackPrepared(Set<String> names) throws SQLException {
    try (Statement statement = control.createStatement()) {
      for (String name : names) {
        if (isPrepared(statement, name)) {
          statement.execute("rollback prepared " + name);
        }
      }
    }
  }

  private static boolean isPrepared(Statement statement, String name) throws SQLException {
    String sql = "select from pg_prepared_xacts where database = current_database() and gid = ";
    try (ResultSet row = statement.executeQuery(sql + name)) {
      return row.next();
    }
  }

  @Override
  public void freeSessionLocks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock_all()");
    }
  }

  @Override
  public void close() throws SQLException {
    control.close();
  }
}
