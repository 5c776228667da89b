package dev.overdraft.explore.step;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * H2's answer, from its own list of sessions: each that is blocked names the one that blocks it.
 *
 * <p><b>Stale answers.</b> The name stays until the blocked thread has woken, and after an error
 * until its call returns. So a holder that has nothing uncommitted any more blocks nobody, and who
 * moves does not wait ({@link #waitsHere}).
 *
 * <p><b>Victims.</b> H2 looks for a cycle whenever a transaction begins to wait, and fails the one
 * that began last. Nothing can be arranged, and nothing has to: the same schedule has the same
 * victim. A victim that was reading {@code for update} keeps its locks until it rolls back.
 *
 * @see <a href="https://h2database.com/html/systemtables.html#information_schema_sessions">H2,
 *     system tables</a>
 */
final class H2LockWaits implements LockWaits {

  private static final String BLOCKED =
      """
      select b.session_id, b.blocker_id
      from information_schema.sessions b
      join information_schema.sessions h on h.session_id = b.blocker_id
      where h.contains_uncommitted
      """;

  private static final long CYCLE_NANOS = 50_000;
  private static final int MOST_LOOKS = 100;

  private final Connection control;
  private final WaysBack waysBack = new WaysBack();

  /**
   * Asks over {@code control}, which it closes in the end.
   *
   * @throws IllegalArgumentException if it does not run here, or tells this user nothing
   */
  H2LockWaits(Connection control) throws SQLException {
    this.control = control;
    control.setAutoCommit(true);
    InThisJvm.require(
        control,
        Dialect.H2,
        "select is_admin from information_schema.users where user_name = current_user");
  }

  @Override
  public int session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select session_id()")) {
      answer.next();
      return answer.getInt(1);
    }
  }

  @Override
  public Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException {
    Map<Integer, Integer> blockers = blockers(inFlight);
    for (int i = 0; i < MOST_LOOKS && hasCycle(blockers); i++) {
      // H2 is about to abort one of them; whoever closed the cycle does not wait in it.
      LockSupport.parkNanos(this, CYCLE_NANOS);
      blockers = blockers(inFlight);
    }
    Map<Integer, Set<Integer>> waiting = new HashMap<>();
    blockers.forEach((session, blocker) -> waiting.put(session, Set.of(blocker)));
    return waiting;
  }

  private static boolean hasCycle(Map<Integer, Integer> blockers) {
    return blockers.keySet().stream().anyMatch(session -> isInCycle(session, blockers));
  }

  private static boolean isInCycle(int session, Map<Integer, Integer> blockers) {
    Integer next = blockers.get(session);
    for (int i = 0; next != null && i < blockers.size(); i++) {
      if (next == session) {
        return true;
      }
      next = blockers.get(next);
    }
    return false;
  }

  /** Who blocks these, by who is blocked. Of a session that does nothing the list may be stale. */
  private Map<Integer, Integer> blockers(Collection<Integer> inFlight) throws SQLException {
    Map<Integer, Integer> blockers = new TreeMap<>();
    try (PreparedStatement statement = control.prepareStatement(BLOCKED);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (inFlight.contains(row.getInt(1))) {
          blockers.put(row.getInt(1), row.getInt(2));
        }
      }
    }
    return blockers;
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    waysBack.note(connection, "select 'set lock_timeout ' || lock_timeout()");
    try (Statement statement = connection.createStatement()) {
      statement.execute("set lock_timeout 1000000");
    }
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    waysBack.giveBack(connection);
  }

  @Override
  public boolean waitsHere() {
    return true;
  }

  /**
   * A thread that waits hears of no cancellation: what it waits for is ended instead, with its
   * session.
   */
  @Override
  public void cancel(int session) throws SQLException {
    Integer blocker = blockers(Set.of(session)).get(session);
    try (Statement statement = control.createStatement()) {
      statement.execute(
          blocker == null
              ? "call cancel_session(" + session + ")"
              : "call abort_session(" + blocker + ")");
    }
  }

  @Override
  public void close() throws SQLException {
    control.close();
  }
}
