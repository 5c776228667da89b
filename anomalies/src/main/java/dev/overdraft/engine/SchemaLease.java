package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one schema of a database that a run may touch, ours alone until {@link #close}.
 *
 * <p>The rule that keeps Overdraft harmless: a schema carries our comment or we keep away from it.
 * So a schema of somebody else's by the same name is an error, one that a killed run left is
 * dropped, and one that another run uses is recognised by the lock that this run's connection holds
 * for as long as it lives.
 *
 * <p>Limits: the lock belongs to a session, so a connection pooler that shares sessions between
 * clients defeats it: connect to the server itself. Not thread-safe.
 */
public final class SchemaLease implements AutoCloseable {
  /** The schema that Overdraft uses unless told otherwise. */
  public static final String DEFAULT_NAME = "overdraft";

  static final String COMMENT = "made by Overdraft; safe to drop";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int CONNECTION_CHECK_SECONDS = 5;

  private final Target target;
  private final String name;
  private final Schemas schemas;
  private Connection connection;
  private boolean closed;

  private SchemaLease(Target target, String name, Schemas schemas, Connection connection) {
    this.target = target;
    this.name = name;
    this.schemas = schemas;
    this.connection = connection;
  }

  /**
   * Takes the schema for this run and makes it empty.
   *
   * @param name lower case letters, digits and underscores
   * @throws EngineException if the schema is somebody else's, or another run is using it, or we may
   *     not create it
   */
  public static SchemaLease claim(Target target, String name) {
    Schemas schemas = Schemas.of(target.dialect());
    if (!NAME.matcher(name).matches() || schemas.isReserved(name)) {
      throw new IllegalArgumentException(
          "a schema's name is lower case letters, digits and underscores: " + name);
    }
    var lease = new SchemaLease(target, name, schemas, lockedConnection(target, name, schemas));
    try {
      lease.recreate();
      return lease;
    } catch (RuntimeException failure) {
      lease.release(failure);
      throw failure;
    }
  }

  /** The schema's name, to be set as {@code currentSchema}. */
  public String name() {
    return name;
  }

  /**
   * Drops all that the schema holds: between two strategies, none finds what the last one left.
   *
   * @throws EngineException also if somebody still holds a lock in it after ten seconds
   */
  public void recreate() {
    if (closed) {
      throw new IllegalStateException("the lease of schema " + name + " is closed");
    }
    bounded(
        "recreate",
        () -> {
          regain();
          execute("recreate", c -> schemas.recreate(c, name, COMMENT));
        });
  }

  /**
   * Drops the schema and lets go of it. Safe to call again.
   *
   * @throws EngineException if the server no longer answers: the schema is then left behind, and
   *     the next run drops it
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    bounded("drop", this::dropAndLetGo);
  }

  private void dropAndLetGo() {
    try {
      regain();
      execute("drop", c -> schemas.drop(c, name));
    } catch (RuntimeException failure) {
      release(failure);
      throw failure;
    }
    try {
      unlockAndClose();
    } catch (SQLException failure) {
      throw new EngineException("cannot close the lease of schema " + name, failure);
    }
  }

  /** HSQLDB alone has no limit of its own to how long it waits for a lock. */
  private void bounded(String verb, Runnable work) {
    if (target.dialect() == Dialect.HSQLDB) {
      Bounded.run(verb + " schema " + name + " of " + target.safeUrl(), Bounded.PATIENCE, work);
    } else {
      work.run();
    }
  }

  private void release(RuntimeException because) {
    try {
      unlockAndClose();
    } catch (SQLException second) {
      because.addSuppressed(second);
    }
  }

  /** Closing alone would release the lock too, but only once the server has seen it. */
  private void unlockAndClose() throws SQLException {
    try (Connection closing = connection) {
      schemas.unlock(closing, name);
    }
  }

  /** A crash of the server ends our session and with it the lock: take it again. */
  private void regain() {
    try {
      if (!connection.isValid(CONNECTION_CHECK_SECONDS)) {
        connection.close();
        connection = lockedConnection(target, name, schemas);
      }
    } catch (SQLException failure) {
      throw new EngineException("lost the lease of schema " + name + said(failure), failure);
    }
    requireOurs();
  }

  private static Connection lockedConnection(Target target, String name, Schemas schemas) {
    try {
      Connection connection = target.connect(Isolation.READ_COMMITTED);
      try {
        if (schemas.tryLock(connection, name)) {
          return connection;
        }
        connection.close();
      } catch (SQLException | RuntimeException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new EngineException(
          "cannot connect to %s%s".formatted(target.safeUrl(), said(failure)), failure);
    }
    throw new EngineException(
        "another run is using schema %s of %s: wait for it, or use another database"
            .formatted(name, target.safeUrl()));
  }

  private void requireOurs() {
    Optional<String> comment = comment();
    if (comment.isPresent() && !comment.get().equals(COMMENT)) {
      throw new EngineException(
          "the database has a schema %s that Overdraft did not make: its comment is not '%s'; rename"
                  .formatted(name, COMMENT)
              + " or drop it yourself, or use another database");
    }
  }

  /** The schema's comment, empty text if it has none, nothing if there is no such schema. */
  private Optional<String> comment() {
    try {
      return schemas.comment(connection, name);
    } catch (SQLException failure) {
      throw new EngineException("cannot look for schema " + name + said(failure), failure);
    }
  }

  private void execute(String verb, Statements statements) {
    try (Statement statement = connection.createStatement()) {
      try {
        for (String sql : statements.on(connection)) {
          statement.execute(sql);
        }
      } catch (SQLException failure) {
        rollback(statement, failure);
        throw failure;
      }
    } catch (SQLException failure) {
      throw new EngineException(
          "cannot %s schema %s of %s%s".formatted(verb, name, target.safeUrl(), said(failure)),
          failure);
    }
  }

  /** Where the statements began no transaction, there is none to roll back. */
  private static void rollback(Statement statement, SQLException because) {
    try {
      statement.execute("rollback");
    } catch (SQLException second) {
      because.addSuppressed(second);
    }
  }

  /** What is to be carried out, in order; what it is may depend on what is there. */
  @FunctionalInterface
  private interface Statements {
    List<String> on(Connection connection) throws SQLException;
  }

  private static String said(SQLException failure) {
    return ": " + String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason");
  }
}
