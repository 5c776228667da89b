package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Derby's answer, from its {@link DerbyLockTable}.
 *
 * <p><b>Victims.</b> With its {@code deadlockTimeout} at 0 it looks for a cycle as soon as somebody
 * begins to wait, and takes the one of them that has the fewest locks, mostly whoever has waited
 * longer; the same schedule has the same victim. With any other it looks after seconds, which
 * exploration cannot wait for.
 *
 * <p><b>Stale answers.</b> The table is copied lock by lock while the sessions go on, and what is
 * being handed over may be seen as waited for and had by nobody: whoever waits for nobody is about
 * to come back.
 *
 * <p>Limit: a victim may be somebody who merely queues, seen with 10.16.1.1 and three transfers.
 * The others go on waiting for each other until its {@code waitTimeout} ends one of them, 40XL1;
 * where that is a minute, as by default, such a schedule ends in "unknown".
 *
 * @see <a href="https://db.apache.org/derby/docs/10.16/devguide/cdevconcepts28436.html">Derby,
 *     deadlocks</a>
 */
final class DerbyLockWaits implements LockWaits {

  private static final String TIMEOUT = "derby.locks.deadlockTimeout";

  private static final long CYCLE_NANOS = 50_000;
  private static final int MOST_LOOKS = 100;

  /** A session that is none of ours. */
  private static final int STRANGER = -1;

  private final Connection control;
  private final DerbyLockTable locks;
  private final DerbyTransactions transactions = new DerbyTransactions();

  /**
   * Asks over {@code control}, which it closes in the end.
   *
   * @throws IllegalArgumentException if it does not run here, or waits before it looks for a cycle
   */
  DerbyLockWaits(Connection control) throws SQLException {
    this.control = control;
    control.setAutoCommit(true);
    InThisJvm.requireHere(control, Dialect.DERBY);
    try (Statement statement = control.createStatement();
        ResultSet answer =
            statement.executeQuery(
                "values syscs_util.syscs_get_database_property('" + TIMEOUT + "')")) {
      answer.next();
      String here = answer.getString(1);
      String timeout = System.getProperty(TIMEOUT, here == null ? "20" : here);
      if (!timeout.equals("0")) {
        throw new IllegalArgumentException(
            "Derby looks for deadlocks after %s s here, and exploration cannot wait for that:"
                    .formatted(timeout)
                + " say call syscs_util.syscs_set_database_property('%s', '0')".formatted(TIMEOUT));
      }
    }
    this.locks = new DerbyLockTable(control);
  }

  @Override
  public int session(Connection connection) throws SQLException {
    return transactions.add(connection);
  }

  @Override
  public Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException {
    Map<Integer, Set<Integer>> waits = waits();
    for (int i = 0; i < MOST_LOOKS && hasCycle(waits); i++) {
      // It is about to abort one of them.
      LockSupport.parkNanos(this, CYCLE_NANOS);
      waits = waits();
    }
    waits.keySet().retainAll(inFlight);
    return waits;
  }

  private static boolean hasCycle(Map<Integer, Set<Integer>> waits) {
    var graph = new WaitGraph();
    waits.forEach(graph::waits);
    return graph.hasCycle();
  }

  private Map<Integer, Set<Integer>> waits() throws SQLException {
    List<DerbyLockTable.Part> parts = locks.parts();
    Map<Integer, Set<Integer>> waits = new HashMap<>();
    if (parts.stream().noneMatch(DerbyLockTable.Part::waits)) {
      return waits;
    }
    Map<String, Integer> sessions = transactions.now();
    for (int i = 0; i < parts.size(); i++) {
      Integer session = parts.get(i).waits() ? sessions.get(parts.get(i).transaction()) : null;
      if (session == null) {
        continue;
      }
      Set<String> barring = DerbyLockTable.barring(parts, i);
      if (!barring.isEmpty()) {
        Set<Integer> holders = waits.computeIfAbsent(session, s -> new TreeSet<>());
        barring.forEach(other -> holders.add(sessions.getOrDefault(other, STRANGER)));
      }
    }
    return waits;
  }

  /** There is nothing to set: how long it waits is said for all. */
  @Override
  public void prepare(Connection connection) {}

  @Override
  public void giveBack(Connection connection) throws SQLException {
    transactions.remove(connection);
    if (!connection.isClosed() && !connection.getAutoCommit()) {
      // It closes none with an open transaction.
      connection.rollback();
    }
    connection.close();
  }

  @Override
  public boolean waitsHere() {
    return true;
  }

  @Override
  public boolean readsLate() {
    return true;
  }

  @Override
  public boolean readsLock(Isolation level) {
    return level != Isolation.READ_UNCOMMITTED;
  }

  /**
   * A thread that waits hears of no cancellation: those that it waits for, and who do not wait
   * themselves, are rolled back instead.
   */
  @Override
  public void cancel(int session) throws SQLException {
    Map<Integer, Set<Integer>> waits = waits();
    for (int holder : waits.getOrDefault(session, Set.of())) {
      if (!waits.containsKey(holder)) {
        transactions.rollBack(holder);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (control) {
      locks.close();
    }
  }
}
