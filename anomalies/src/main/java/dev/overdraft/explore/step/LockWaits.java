package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Asks a server, over a connection of its own, which of our sessions wait for a lock: the only
 * source of that knowledge.
 *
 * <p>Used by one thread at a time.
 */
public interface LockWaits extends AutoCloseable {

  /**
   * The one for the server at the other end of a connection, which it closes in the end, or at once
   * if that server cannot be asked.
   *
   * @throws IllegalArgumentException if it cannot, with the reason
   */
  static LockWaits over(Connection control) throws SQLException {
    try {
      return asking(control);
    } catch (SQLException | RuntimeException refused) {
      try (control) {
        throw refused;
      }
    }
  }

  private static LockWaits asking(Connection control) throws SQLException {
    Dialect dialect = Dialect.of(control);
    return switch (dialect) {
      case POSTGRESQL -> new PostgresLockWaits(control);
      case MARIADB -> new MariadbLockWaits(control);
      case H2 -> new H2LockWaits(control);
      case HSQLDB -> new HsqldbLockWaits(control);
      case DERBY -> new DerbyLockWaits(control);
      case SQLITE -> throw dialect.notStepped();
    };
  }

  /** The server's id of a session; may cost a round trip. */
  int session(Connection connection) throws SQLException;

  /**
   * Which of these sessions wait for a lock right now, and for whom. A session that does not wait
   * is absent; one that waits for an unknown holder maps to the empty set.
   */
  Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException;

  /**
   * Settings that make an explored session deterministic, where we may set them. Called once per
   * session, before use.
   */
  void prepare(Connection connection) throws SQLException;

  /**
   * Undoes what {@link #prepare} has set, and no more, and closes: the connection may go back to
   * somebody's pool.
   */
  default void giveBack(Connection connection) throws SQLException {
    connection.close();
  }

  /**
   * Makes the session the victim of a deadlock in which it waits so long, where that can be
   * arranged; as here nothing can. Called in its transaction, before a statement that may come to
   * wait.
   *
   * @param millis after this time, and only then, it looks for a cycle: what others close later
   *     costs one of them
   */
  default void sharpen(Connection connection, int millis) throws SQLException {}

  /** Whether {@link #sharpen} decides whom a deadlock costs his transaction. */
  default boolean choosesVictims() {
    return false;
  }

  /**
   * Whether an error on this connection undoes the open transaction as a whole and frees its locks
   * at once, as long as there is no savepoint: its rollback is then nothing to anybody else.
   */
  default boolean errorsUndo(Connection connection) throws SQLException {
    return false;
  }

  /**
   * Whether the database is in this JVM, so that whoever waits stands still in the thread that made
   * the call: then one that moves does not wait, whatever the answer says.
   */
  default boolean waitsHere() {
    return false;
  }

  /**
   * Whether a query's rows are read, and locked, when the application moves to them, rather than
   * when it is executed.
   */
  default boolean readsLate() {
    return false;
  }

  /** Whether plain reads lock at a level, and so may wait or be waited for. */
  default boolean readsLock(Isolation level) {
    return false;
  }

  /**
   * Which tables a session's open transaction has locked. Empty as well where the server does not
   * show it; then nothing is to be concluded from it.
   */
  default Set<LockObserver.Held> held(int session) throws SQLException {
    return Set.of();
  }

  /** Whether {@link #held} is answered. */
  default boolean showsHeld() {
    return false;
  }

  /** Cancels what a session is doing: the way out of a wait that would never end. */
  void cancel(int session) throws SQLException;

  /** Frees the locks that a session keeps beyond its transactions. */
  default void freeSessionLocks(Connection connection) throws SQLException {}

  /**
   * Rolls back those of these transactions that are still prepared; no others, since they may be
   * another application's, whose other half is committed elsewhere.
   *
   * @param names as they are written in SQL
   */
  default void rollBackPrepared(Set<String> names) throws SQLException {}

  @Override
  void close() throws SQLException;
}
