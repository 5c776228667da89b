package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One physical connection and what its transaction has come to. Confined to the thread that uses
 * the connection, and handed over by the gates.
 */
final class Session {
  final Connection connection;
  final int id;
  private final Isolation levelAtOpening;

  /** Of the open transaction, or of the next one. */
  Isolation level;

  /** Whether the server may still have a level in store for a next transaction. */
  private boolean once;

  /** Of the transactions after that. */
  private Isolation levelToCome;

  /** Whether a statement has begun a transaction that is still open. */
  boolean open;

  /** Whether an error undoes a transaction without savepoints: {@link LockWaits#errorsUndo}. */
  private final boolean errorsUndo;

  /** Whether the open transaction has, or had, a savepoint. */
  private boolean savepoint;

  /** Whether it may have locks that outlive its transactions. */
  boolean keepsLocks;

  /** Whether the open transaction has failed, so that nothing but its end is possible. */
  boolean failed;

  /** The branch of MariaDB's XA that is open here, as its name is written; else empty. */
  private String branch = "";

  /** The actor's how-manieth transaction is the open one. */
  int transaction;

  Session(Connection connection, LockWaits waits) throws SQLException {
    this.connection = connection;
    this.id = waits.session(connection);
    this.levelAtOpening = levelOf(connection);
    this.level = levelAtOpening;
    this.levelToCome = levelAtOpening;
    this.errorsUndo = waits.errorsUndo(connection);
    waits.prepare(connection);
  }

  private static Isolation levelOf(Connection connection) throws SQLException {
    int level = connection.getTransactionIsolation();
    for (Isolation known : Isolation.values()) {
      if (known.jdbcLevel() == level) {
        return known;
      }
    }
    throw new SQLException("no transaction isolation on this connection: level " + level);
  }

  void ended() {
    open = false;
    level = levelToCome;
    failed = false;
    savepoint = false;
  }

  /** Has another level from here on. */
  void allAt(Isolation wanted) {
    level = wanted;
    levelToCome = wanted;
  }

  /** The same for one transaction, which may never come. */
  void onceAt(Isolation wanted) {
    level = wanted;
    once = true;
  }

  /** The same for all but the open transaction. */
  void laterAt(Isolation wanted) {
    levelToCome = wanted;
  }

  /** The open transaction gets a savepoint. */
  void saved() {
    savepoint = true;
  }

  /** Whether the server has undone the open transaction already. */
  boolean isUndone() {
    return failed && errorsUndo && !savepoint && branch.isEmpty();
  }

  /** A branch of MariaDB's XA has begun here. */
  void begun(String name) {
    branch = name;
  }

  /** It was committed or rolled back. */
  void endedBranch() {
    branch = "";
    ended();
  }

  /** Undoes the open transaction; a branch takes no ROLLBACK. */
  void rollback() throws SQLException {
    if (branch.isEmpty()) {
      connection.rollback();
      return;
    }
    String name = branch;
    branch = "";
    try (Statement statement = connection.createStatement()) {
      try {
        statement.execute("xa end " + name);
      } catch (SQLException ended) {
        // Its work had ended already, or an error has ended it.
      }
      statement.execute("xa rollback " + name);
    }
  }

  /** As good as new, for its next borrower. */
  void refresh() throws SQLException {
    if (!connection.getAutoCommit()) {
      rollback();
      connection.setAutoCommit(true);
    }
    ended();
    if (once || level != levelAtOpening) {
      once = false;
      connection.setTransactionIsolation(levelAtOpening.jdbcLevel());
      allAt(levelAtOpening);
    }
    if (connection.isReadOnly()) {
      connection.setReadOnly(false);
    }
  }
}
