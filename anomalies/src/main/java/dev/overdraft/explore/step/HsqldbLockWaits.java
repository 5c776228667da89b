package dev.overdraft.explore.step;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * HSQLDB's answer, from its own list of sessions, {@link HsqldbSessions}: each names those that
 * wait for it.
 *
 * <p>A statement locks all its tables before it does anything, or waits for all who have them.
 * Whoever would close a cycle is rolled back instead of waiting, so there is never one to be seen,
 * and the same schedule has the same victim.
 *
 * @see <a href="https://hsqldb.org/doc/2.0/guide/sessions-chapt.html#snc_tx_tx_two_phase">HSQLDB,
 *     two-phase locking</a>
 */
final class HsqldbLockWaits implements LockWaits {

  private final Connection control;

  /**
   * Asks over {@code control}, which it closes in the end.
   *
   * @throws IllegalArgumentException if it does not run here, or tells this user nothing, or keeps
   *     versions of rows: what its readers see and what it does with writers is not known then
   */
  HsqldbLockWaits(Connection control) throws SQLException {
    this.control = control;
    control.setAutoCommit(true);
    InThisJvm.require(
        control,
        Dialect.HSQLDB,
        "select admin from information_schema.system_users where user_name = current_user");
    try (Statement statement = control.createStatement();
        ResultSet model = statement.executeQuery("call transaction_control()")) {
      model.next();
      if (!model.getString(1).equals("LOCKS")) {
        throw new IllegalArgumentException(
            "HSQLDB is stepped in its default transaction model, LOCKS, and this database has %s"
                    .formatted(model.getString(1))
                + ": say 'set database transaction control locks'");
      }
    }
  }

  @Override
  public int session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("call session_id()")) {
      answer.next();
      return answer.getInt(1);
    }
  }

  @Override
  public Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException {
    Map<Integer, Set<Integer>> waits = HsqldbSessions.waits(control);
    waits.keySet().retainAll(inFlight);
    return waits;
  }

  /** There is nothing to set: it waits without a limit. */
  @Override
  public void prepare(Connection connection) {}

  @Override
  public boolean waitsHere() {
    return true;
  }

  /**
   * A session that waits hears of no cancellation: those that it waits for are rolled back instead.
   */
  @Override
  public void cancel(int session) throws SQLException {
    Set<Integer> holders = waiting(Set.of(session)).getOrDefault(session, Set.of());
    try (Statement statement = control.createStatement()) {
      if (holders.isEmpty()) {
        statement.execute("alter session " + session + " end statement");
      }
      for (int holder : holders) {
        statement.execute("alter session " + holder + " release");
      }
    }
  }

  @Override
  public void close() throws SQLException {
    control.close();
  }
}
