package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a cluster in a directory and runs the server on it as a direct child of this JVM, on a free
 * port of the loopback address.
 *
 * <p>Readiness is a connection that answers with <em>our</em> data directory: between finding a
 * free port and using it somebody else may have taken it. Then our child ends, and another port is
 * tried.
 */
final class Postmaster {
  static final String SUPERUSER = "overdraft";

  private static final List<String> CLUSTER =
      List.of(
          "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=trust", "--username=" + SUPERUSER);
  private static final Duration INITDB_PATIENCE = Duration.ofMinutes(2);
  private static final int PORTS_TRIED_MAX = 5;

  private final PostgresBinaries binaries;
  private final InstanceDirectory directory;
  private final Launcher launcher;

  Postmaster(PostgresBinaries binaries, Privilege privilege, InstanceDirectory directory) {
    this.binaries = binaries;
    this.directory = directory;
    this.launcher = new Launcher(privilege, directory, "PG");
  }

  /**
   * Makes a new cluster, without syncing it to the disk: a crash now costs nobody anything. It may
   * be the copy of one that was made before.
   */
  void initialise() throws IOException {
    Path data = directory.data();
    Optional<ClusterTemplate> template =
        binaries.unpacked()
            ? Optional.of(ClusterTemplate.of(binaries.home(), CLUSTER))
            : Optional.empty();
    if (template.isPresent() && template.get().suits(data)) {
      launcher.finish("copy", template.get().copying(data), INITDB_PATIENCE);
      return;
    }
    List<String> initdb = new ArrayList<>(List.of(binaries.program("initdb")));
    initdb.addAll(List.of("-D", data.toString()));
    initdb.addAll(CLUSTER);
    launcher.finish("initdb", initdb, INITDB_PATIENCE);
    template.ifPresent(kept -> kept.keep(data));
  }

  /** Starts the server and returns when it answers. */
  OwnServer.Running start() throws IOException {
    for (int tried = 1; tried <= PORTS_TRIED_MAX; tried++) {
      int port = Launcher.freePort();
      Process server = launcher.launch("postgres", command(port));
      Target target =
          Target.of("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), SUPERUSER, "");
      try {
        if (launcher.answers("postgres", server, () -> isOurs(target))) {
          return new OwnServer.Running(server, target);
        }
      } catch (RuntimeException | Error failure) {
        new Shutdown(server.toHandle()).run();
        throw failure;
      }
      if (!launcher.log("postgres").contains("could not create any TCP/IP sockets")) {
        throw launcher.failed("postgres", "ended with exit code " + server.exitValue());
      }
    }
    throw launcher.failed("postgres", "found no free port in %d tries".formatted(PORTS_TRIED_MAX));
  }

  private List<String> command(int port) {
    return ServerSettings.command(
        binaries.program("postgres"),
        "-D",
        directory.data().toString(),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "port=" + port,
        "-c",
        "unix_socket_directories=");
  }

  private boolean isOurs(Target target) {
    var hasty = Target.of(target.url() + "?connectTimeout=2&socketTimeout=5", target.user(), "");
    try (Connection connection = hasty.connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show data_directory")) {
      return answer.next() && Path.of(answer.getString(1)).equals(directory.data());
    } catch (SQLException notYet) {
      return false;
    }
  }
}
