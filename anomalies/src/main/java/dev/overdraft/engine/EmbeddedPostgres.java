package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
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
  private final OwnServer server;
  private final String description;

  private EmbeddedPostgres(OwnServer server, String description) {
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
    OwnServer server =
        OwnServer.start(
            "postgres",
            privilege,
            directory -> {
              var postmaster = new Postmaster(binaries, privilege, directory);
              postmaster.initialise();
              return postmaster.start();
            });
    try {
      String version = server.target().readSettings(Isolation.READ_COMMITTED).version();
      return new EmbeddedPostgres(server, "embedded PostgreSQL " + version);
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

  /** The server's own process, for whoever injects faults; its descendants are the sessions. */
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
