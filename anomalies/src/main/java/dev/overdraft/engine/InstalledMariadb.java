package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A real, durable MariaDB from the programs that are installed on this machine: run as a child
 * process on a free port of the loopback address, with a new data directory each time. The
 * machine's own server, if it runs one, is not touched.
 *
 * <p>{@link #close} leaves neither a process nor a directory; a JVM that ends without calling it
 * (Ctrl-C) does so in a shutdown hook, and what a killed JVM leaves is swept up by the next start.
 *
 * <p>Limits: any local user can connect while it runs (its users have no passwords); keep no data
 * in it that matters. Not tried on Windows.
 */
public final class InstalledMariadb implements Engine {
  private final OwnServer server;
  private final String description;

  private InstalledMariadb(OwnServer server, String description) {
    this.server = server;
    this.description = description;
  }

  /** Whether there is a MariaDB server on this machine that could be started. */
  public static boolean isInstalled() {
    return MariadbPrograms.find().isPresent();
  }

  /**
   * Sweeps up after killed runs, then starts a server and returns when it answers.
   *
   * @throws EngineException if none is installed, or it would not start; holds the end of its log
   */
  public static InstalledMariadb start() {
    return start(Privilege.choose());
  }

  static InstalledMariadb start(Privilege privilege) {
    MariadbPrograms programs = MariadbPrograms.locate();
    OwnServer server =
        OwnServer.start(
            "mariadb",
            privilege,
            directory -> {
              var daemon = new MariadbDaemon(programs, privilege, directory);
              daemon.initialise();
              return daemon.start();
            });
    try {
      String version = server.target().readSettings(Isolation.READ_COMMITTED).version();
      return new InstalledMariadb(server, "installed MariaDB " + version);
    } catch (SQLException | RuntimeException failure) {
      server.close();
      throw new EngineException("the server started and then would not answer", failure);
    }
  }

  @Override
  public Target target() {
    return server.target();
  }

  @Override
  public String describe() {
    return description;
  }

  /** The server's own process, for whoever injects faults; its sessions are threads in it. */
  public ProcessHandle process() {
    return server.process();
  }

  /** Where the server keeps its data and its log, until {@link #close}. */
  public Path directory() {
    return server.directory();
  }

  @Override
  public void close() {
    server.close();
  }
}
