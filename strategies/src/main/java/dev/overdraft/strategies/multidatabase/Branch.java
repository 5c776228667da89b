package dev.overdraft.strategies.multidatabase;

import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database's part of a transaction that is committed in two phases. It has a name by which
 * somebody else can end it once it is prepared.
 *
 * <p>Closing it before it has ended is what the death of its process comes to: what was not
 * prepared is rolled back by the server, and what was is left there.
 */
abstract class Branch implements AutoCloseable {

  final Connection database;
  final String name;

  Branch(Connection database, String name) {
    this.database = database;
    this.name = name;
  }

  /** Begins one on a connection that is its own from now on; autocommit is on. */
  static Branch begin(Connection database, String name) throws SQLException {
    try {
      return Dialect.of(database) == Dialect.MARIADB
          ? XaBranch.start(database, name)
          : PreparedTransaction.start(database, name);
    } catch (SQLException | RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  /** Ends one whose process has died, if it is there. */
  static void end(Connection database, String name, boolean commit) throws Exception {
    if (Dialect.of(database) == Dialect.MARIADB) {
      XaBranch.end(database, name, commit);
    } else {
      PreparedTransaction.end(database, name, commit);
    }
  }

  /** For statements before it is prepared. */
  final Tx tx() {
    return new Tx(database);
  }

  /** Promises that it can be committed, whatever happens from now on. */
  abstract void prepare() throws SQLException;

  /** Keeps the promise. */
  abstract void commit() throws SQLException;

  /** Undoes it; it must not be prepared. */
  abstract void rollBack() throws SQLException;

  @Override
  public abstract void close() throws SQLException;

  static void execute(Connection database, String command) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(command);
    }
  }
}
