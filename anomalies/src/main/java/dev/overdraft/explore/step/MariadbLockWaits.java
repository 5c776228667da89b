package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * MariaDB's answer: row and table locks from InnoDB's status, locks of {@code GET_LOCK} and of
 * metadata from the process list.
 *
 * <p>Names the holder where the server prints locks ({@code innodb_status_output_locks}, switched
 * on here if we may, and back again). Needs the PROCESS privilege. A server that Overdraft has
 * started itself does not wait for the disk meanwhile.
 *
 * <p><b>Victims.</b> InnoDB looks for a cycle whenever a transaction begins to wait, and aborts the
 * one that has changed and locked least, of equals the one that closed the cycle. Nothing can be
 * arranged, and nothing has to: the same schedule has the same victim.
 *
 * <p>Limits: a session that has just been granted a metadata lock may be shown as waiting until it
 * wakes. Not so with row locks and user locks.
 *
 * @see InnodbStatus
 */
public final class MariadbLockWaits implements LockWaits {

  private static final Pattern GET_LOCK =
      Pattern.compile("(?is).*\\bget_lock\\s*\\(\\s*'((?:[^']|'')*)'.*");

  /** Data directories that Overdraft has made, and removes. */
  private static final Pattern OURS = Pattern.compile(".*/overdraft-mariadb-\\w+/[^/]+/data/?");

  private final Connection control;
  private final Map<String, String> changed = new TreeMap<>();
  private final WaysBack waysBack = new WaysBack();

  /** Asks over {@code control}, which it closes in the end. */
  public MariadbLockWaits(Connection control) throws SQLException {
    this.control = control;
    control.setAutoCommit(true);
    change("innodb_status_output_locks", "1");
    if (OURS.matcher(read("datadir")).matches()) {
      change("innodb_flush_log_at_trx_commit", "0");
    }
  }

  private String read(String setting) throws SQLException {
    try (Statement statement = control.createStatement();
        ResultSet answer = statement.executeQuery("select @@global." + setting)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** Without the right to, holders stay unknown; waits are seen all the same. */
  private void change(String setting, String value) throws SQLException {
    String before = read(setting);
    if (before.equals(value)) {
      return;
    }
    try {
      set(setting, value);
      changed.put(setting, before);
    } catch (SQLException refused) {
      if (!"42000".equals(refused.getSQLState())) {
        throw refused;
      }
    }
  }

  private void set(String setting, String value) throws SQLException {
    try (Statement statement = control.createStatement()) {
      statement.execute("set global " + setting + " = " + value);
    }
  }

  @Override
  public int session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select connection_id()")) {
      answer.next();
      return answer.getInt(1);
    }
  }

  @Override
  public Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException {
    Map<Integer, Set<Integer>> waiting = InnodbStatus.parse(status()).waiting();
    waiting.keySet().retainAll(inFlight);
    Set<Integer> others = new TreeSet<>(inFlight);
    others.removeAll(waiting.keySet());
    if (!others.isEmpty()) {
      waiting.putAll(outsideInnodb(others));
    }
    return waiting;
  }

  private String status() throws SQLException {
    try (Statement statement = control.createStatement();
        ResultSet answer = statement.executeQuery("show engine innodb status")) {
      answer.next();
      return answer.getString(3);
    }
  }

  private Map<Integer, Set<Integer>> outsideInnodb(Set<Integer> sessions) throws SQLException {
    String ids = sessions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    Map<Integer, Set<Integer>> waiting = new HashMap<>();
    Map<Integer, String> forUserLock = new HashMap<>();
    try (Statement statement = control.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id, state, info from information_schema.processlist where id in ("
                    + ids
                    + ") and (state = 'User lock' or state like 'Waiting for % lock')")) {
      while (row.next()) {
        if (row.getString(2).equals("User lock")) {
          String info = row.getString(3);
          forUserLock.put(row.getInt(1), info == null ? "" : info);
        } else {
          waiting.put(row.getInt(1), Set.of());
        }
      }
    }
    for (Map.Entry<Integer, String> each : forUserLock.entrySet()) {
      holders(each.getKey(), each.getValue(), waiting);
    }
    return waiting;
  }

  /** A lock that is free, or already his, is no longer waited for. */
  private void holders(int session, String sql, Map<Integer, Set<Integer>> waiting)
      throws SQLException {
    Matcher lock = GET_LOCK.matcher(sql);
    if (!lock.matches()) {
      waiting.put(session, Set.of());
      return;
    }
    try (PreparedStatement statement = control.prepareStatement("select is_used_lock(?)")) {
      statement.setString(1, lock.group(1).replace("''", "'"));
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        int holder = answer.getInt(1);
        if (holder != 0 && holder != session) {
          waiting.put(session, new HashSet<>(Set.of(holder)));
        }
      }
    }
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    waysBack.note(
        connection,
        "select concat('set session innodb_lock_wait_timeout = ', @@innodb_lock_wait_timeout,"
            + " ', session lock_wait_timeout = ', @@lock_wait_timeout)");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set session innodb_lock_wait_timeout = 1000000, session lock_wait_timeout = 1000000");
    }
  }

  @Override
  public void giveBack(Connection connection) throws SQLException {
    waysBack.giveBack(connection);
  }

  @Override
  public boolean readsLock(Isolation level) {
    return level == Isolation.SERIALIZABLE;
  }

  @Override
  public void cancel(int session) throws SQLException {
    try (Statement statement = control.createStatement()) {
      statement.execute("kill query " + session);
    }
  }

  @Override
  public void freeSessionLocks(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select release_all_locks()");
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection closing = control) {
      if (!closing.isClosed()) {
        for (Map.Entry<String, String> each : changed.entrySet()) {
          set(each.getKey(), each.getValue());
        }
      }
    }
  }
}
