package dev.overdraft.engine;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** How one engine makes, marks, locks and drops a schema. Names are checked by the caller. */
interface Schemas {

  /** Those of an engine. */
  static Schemas of(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> new PostgresSchemas();
      case MARIADB -> new MariadbSchemas();
      case H2, HSQLDB, DERBY, SQLITE -> new InProcessSchemas();
    };
  }

  /** Whether the name is one that the engine keeps for itself. */
  boolean isReserved(String name);

  /**
   * Takes the schema's lock for this session, waiting a moment rather than not at all: the server
   * notices the death of a client, a killed run's or ours, a little later than the client does.
   */
  boolean tryLock(Connection connection, String name) throws SQLException;

  /** Takes the same lock if it is free, with no wait and no settings. */
  boolean lockAtOnce(Connection connection, String name) throws SQLException;

  /** Lets go of the lock. */
  void unlock(Connection connection, String name) throws SQLException;

  /** The schema's comment, empty text if it has none, nothing if there is no such schema. */
  Optional<String> comment(Connection connection, String name) throws SQLException;

  /** Statements that drop the schema and make it anew, with a comment. */
  List<String> recreate(Connection connection, String name, String comment) throws SQLException;

  /** Statements that drop the schema. */
  List<String> drop(Connection connection, String name) throws SQLException;
}
