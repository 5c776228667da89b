package dev.overdraft.explore.step;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Derby's lock table: of every lock a row for each transaction that has it or waits for it, in the
 * order in which they came. Used by one thread at a time.
 *
 * @see <a href="https://db.apache.org/derby/docs/10.16/ref/rrefsyscsdiaglocktable.html">Derby,
 *     SYSCS_DIAG.LOCK_TABLE</a>
 */
public final class DerbyLockTable implements AutoCloseable {

  private static final String LOCKS =
      """
      select type || ' ' || coalesce(tablename, '') || ' ' || lockname, xid, mode, state
      from syscs_diag.lock_table
      """;

  /** Modes that two transactions can have at once. */
  private static final Set<Set<String>> TOGETHER =
      Set.of(
          Set.of("S"),
          Set.of("S", "U"),
          Set.of("S", "IS"),
          Set.of("IS"),
          Set.of("IS", "IX"),
          Set.of("IS", "SIX"),
          Set.of("IX"));

  private final PreparedStatement locks;

  /** A transaction's part in a lock. */
  record Part(String lock, String transaction, String mode, boolean waits) {

    private boolean goesWith(Part other) {
      return TOGETHER.contains(Set.copyOf(List.of(other.mode, mode)));
    }
  }

  /** Asks over a connection that commits by itself. */
  public DerbyLockTable(Connection connection) throws SQLException {
    this.locks = connection.prepareStatement(LOCKS);
  }

  /** What it says now. */
  List<Part> parts() throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (ResultSet row = locks.executeQuery()) {
      while (row.next()) {
        boolean waits = row.getString(4).equals("WAIT");
        parts.add(new Part(row.getString(1), row.getString(2), row.getString(3), waits));
      }
    }
    return parts;
  }

  /**
   * The transactions that keep a waiting part waiting: those that have the lock in a mode that does
   * not go with this one, and all that came before and wait, whatever they wait for; but whoever
   * has the lock already, in another mode, queues behind nobody.
   */
  static Set<String> barring(List<Part> parts, int at) {
    Part waiting = parts.get(at);
    boolean queues =
        parts.stream()
            .noneMatch(
                part ->
                    part.lock.equals(waiting.lock)
                        && part.transaction.equals(waiting.transaction)
                        && !part.waits);
    Set<String> barring = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      Part other = parts.get(i);
      boolean bars = other.waits ? queues && i < at : !waiting.goesWith(other);
      if (bars && other.lock.equals(waiting.lock)) {
        barring.add(other.transaction);
      }
    }
    barring.remove(waiting.transaction);
    return barring;
  }

  /** Whether anybody has written to a row, and not ended his transaction. */
  public boolean isAnythingWritten() throws SQLException {
    return parts().stream().anyMatch(part -> part.mode.equals("X") && !part.waits);
  }

  @Override
  public void close() throws SQLException {
    locks.close();
  }
}
