package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.MissingArtifactException;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that runs in this JVM, with a database of its own: H2, HSQLDB and Derby in memory,
 * SQLite in a file of a temporary directory. Nothing of it is left after {@link #close}.
 *
 * <p>They are engines under test in their own right, never a stand-in for a server: their levels
 * mean something else. All run as they come out of the box, but for the time after which Derby
 * looks for a deadlock, which is 20 seconds there and would be most of a run.
 *
 * <p>Limits: a database in memory ends with this JVM, and no other one sees it; a JVM that is
 * killed outright leaves the temporary directory behind.
 */
public final class InProcessEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(InProcessEngine.class);
  private static final String DERBY_LOG = "derby.stream.error.file";

  /**
   * In seconds: how long a deadlock lasts whose victim was somebody who merely queued behind it, as
   * seen with 10.16.1.1; by default a minute.
   */
  private static final String DERBY_PATIENCE = "3";

  private final Target target;
  private final String description;
  private final Path directory;
  private final Connection keepsItAlive;

  /** The database ends with the JVM; its directory has to be removed. */
  private final Thread hook = new Thread(this::removeDirectory, "overdraft-in-process");

  private InProcessEngine(
      Target target, String description, Path directory, Connection keepsItAlive) {
    this.target = target;
    this.description = description;
    this.directory = directory;
    this.keepsItAlive = keepsItAlive;
  }

  /**
   * Makes an empty database.
   *
   * @throws EngineException if its driver is not on the class path, or it will not start
   */
  public static InProcessEngine start(Dialect dialect) {
    try {
      Path directory =
          Directories.forOurs("overdraft-" + dialect.name().toLowerCase(java.util.Locale.ROOT));
      try {
        return start(dialect, directory);
      } catch (SQLException | RuntimeException failed) {
        Directories.delete(directory);
        throw failed;
      }
    } catch (MissingArtifactException missing) {
      throw new EngineException(String.valueOf(missing.getMessage()), missing);
    } catch (IOException | SQLException failed) {
      throw new EngineException(dialect.label() + " does not start: " + failed, failed);
    }
  }

  private static InProcessEngine start(Dialect dialect, Path directory) throws SQLException {
    if (dialect == Dialect.DERBY && System.getProperty(DERBY_LOG) == null) {
      // Else it writes derby.log into whatever directory we are in.
      System.setProperty(DERBY_LOG, directory.resolve("derby.log").toString());
    }
    Target target = Target.of(url(dialect, directory), "", "");
    Connection keepsItAlive = target.connect(Isolation.READ_COMMITTED);
    try {
      if (dialect == Dialect.DERBY) {
        set(keepsItAlive, "derby.locks.deadlockTimeout", "0");
        set(keepsItAlive, "derby.locks.waitTimeout", DERBY_PATIENCE);
      }
      String version = target.readSettings(Isolation.READ_COMMITTED).version();
      var engine =
          new InProcessEngine(
              target,
              "%s %s in this JVM".formatted(dialect.label(), version),
              directory,
              keepsItAlive);
      Runtime.getRuntime().addShutdownHook(engine.hook);
      return engine;
    } catch (SQLException | RuntimeException failed) {
      keepsItAlive.close();
      throw failed;
    }
  }

  private static String url(Dialect dialect, Path directory) {
    String name = "overdraft" + UUID.randomUUID().toString().replace("-", "");
    return switch (dialect) {
      // VALUE is a keyword there, and a column's name in the scenarios of Hermitage.
      case H2 -> "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE".formatted(name);
      case HSQLDB -> "jdbc:hsqldb:mem:" + name;
      case DERBY -> "jdbc:derby:memory:%s;create=true".formatted(name);
      case SQLITE -> "jdbc:sqlite:" + directory.resolve("overdraft.db");
      case POSTGRESQL, MARIADB ->
          throw new IllegalArgumentException(dialect.label() + " does not run in a JVM");
    };
  }

  private static void set(Connection connection, String property, String value)
      throws SQLException {
    execute(
        connection,
        "call syscs_util.syscs_set_database_property('%s', '%s')".formatted(property, value));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Where its files are, if it has any. */
  Path directory() {
    return directory;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public synchronized void close() {
    try {
      if (target.dialect() == Dialect.HSQLDB) {
        Bounded.run("shut down " + description, Bounded.PATIENCE, this::shutDownHsqldb);
      } else if (!keepsItAlive.isClosed()) {
        shutDown();
      }
      Directories.delete(directory);
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook has nothing left to do.
      return;
    } catch (IOException | SQLException failed) {
      throw new EngineException(
          "%s has ended, but not all of it could be removed: %s".formatted(description, failed),
          failed);
    }
  }

  private void removeDirectory() {
    try {
      Directories.delete(directory);
    } catch (IOException left) {
      LOG.debug("{} is left", directory, left);
    }
  }

  private void shutDownHsqldb() {
    try {
      if (!keepsItAlive.isClosed()) {
        shutDown();
      }
    } catch (SQLException failed) {
      throw new EngineException(description + " does not shut down: " + failed, failed);
    }
  }

  private void shutDown() throws SQLException {
    try (keepsItAlive) {
      switch (target.dialect()) {
        case H2, HSQLDB -> execute(keepsItAlive, "shutdown");
        case DERBY -> dropDerby();
        case SQLITE, POSTGRESQL, MARIADB -> {
          // The file goes with its directory.
        }
      }
    }
  }

  /** Derby drops a database in memory when it is connected to with that wish, and says so. */
  private void dropDerby() throws SQLException {
    String drop = target.url().replace(";create=true", ";drop=true");
    try {
      Target.of(drop, "", "").connect(Isolation.READ_COMMITTED).close();
    } catch (SQLException dropped) {
      if (!"08006".equals(dropped.getSQLState())) {
        throw dropped;
      }
    }
  }
}
