package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.MissingArtifactException;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A real, durable PostgreSQL that needs no set-up: unpacked from the class path, run as a child
 * process on a free port of the loopback address, with a new cluster each time.
 *
 * <p>{@link #close} leaves neither a process nor a directory; a JVM that ends without calling it
 * (Ctrl-C) does so in a shutdown hook, and what a killed JVM leaves is swept up by the next start.
 *
 * <p>Limits: any local user can connect while it runs (authentication is {@code trust}); keep no
 * data in it that matters. Windows is best effort.
 */
public final class EmbeddedPostgres implements Engine {
  private final InstanceDirectory directory;
  private final Postmaster.Running server;
  private final String description;
  private final Thread hook = new Thread(this::stop, "overdraft-stop-postgres");
  private boolean stopped;

  private EmbeddedPostgres(
      InstanceDirectory directory, Postmaster.Running server, String description) {
    this.directory = directory;
    this.server = server;
    this.description = description;
  }

  /**
   * Sweeps up after killed runs, then starts a server and returns when it answers.
   *
   * @throws EngineException if it would not start; holds the end of the server's log
   */
  public static EmbeddedPostgres start() {
    return start(Privilege.choose());
  }

  /**
   * The same for another version than the bundled one, or for an installed server's programs.
   *
   * @param wanted a major version such as {@code 15}, or the directory that holds {@code bin}
   */
  public static EmbeddedPostgres start(String wanted) {
    Privilege privilege = Privilege.choose();
    return start(privilege, PostgresBinaries.locate(privilege, wanted));
  }

  static EmbeddedPostgres start(Privilege privilege) {
    return start(privilege, PostgresBinaries.locate(privilege));
  }

  private static EmbeddedPostgres start(Privilege privilege, PostgresBinaries binaries) {
    Path parent = InstanceDirectory.parent(privilege);
    try {
      new OrphanSweep(parent).sweep();
      return start(binaries, privilege, InstanceDirectory.create(parent, privilege));
    } catch (IOException failure) {
      throw new EngineException("cannot start a server in " + parent + ": " + failure, failure);
    } catch (MissingArtifactException missing) {
      throw new EngineException(String.valueOf(missing.getMessage()), missing);
    }
  }

  private static EmbeddedPostgres start(
      PostgresBinaries binaries, Privilege privilege, InstanceDirectory directory)
      throws IOException {
    try {
      var postmaster = new Postmaster(binaries, privilege, directory);
      postmaster.initialise();
      Postmaster.Running server = postmaster.start();
      return hooked(directory, server);
    } catch (IOException | RuntimeException failure) {
      try {
        directory.close();
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private static EmbeddedPostgres hooked(InstanceDirectory directory, Postmaster.Running server) {
    try {
      String version = server.target().readSettings(Isolation.READ_COMMITTED).version();
      var postgres = new EmbeddedPostgres(directory, server, "embedded PostgreSQL " + version);
      Runtime.getRuntime().addShutdownHook(postgres.hook);
      return postgres;
    } catch (SQLException | RuntimeException failure) {
      new Shutdown(server.process().toHandle()).run();
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

  /** The server's own process, for whoever injects faults; its descendants are the sessions. */
  public ProcessHandle process() {
    return server.process().toHandle();
  }

  /** Where the server keeps its data and its log, until {@link #close}. */
  public Path directory() {
    return directory.path();
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, or has run, and found nothing left to do.
      return;
    }
  }

  /** Synchronized, not merely once: the hook must wait for a close that is under way. */
  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    new Shutdown(server.process().toHandle()).run();
    try {
      directory.close();
    } catch (IOException failure) {
      throw new EngineException(
          "the server has stopped, but %s could not be removed: %s"
              .formatted(directory.path(), failure),
          failure);
    }
  }
}
