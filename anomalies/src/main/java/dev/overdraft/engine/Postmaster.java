package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

  private static final Duration INITDB_PATIENCE = Duration.ofMinutes(2);
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final int PORTS_TRIED_MAX = 5;
  private static final long RETRY_MILLIS = 20;
  private static final int LOG_LINES_SHOWN = 20;

  private final PostgresBinaries binaries;
  private final Privilege privilege;
  private final InstanceDirectory directory;

  /** A running server and where it listens. */
  record Running(Process process, Target target) {}

  Postmaster(PostgresBinaries binaries, Privilege privilege, InstanceDirectory directory) {
    this.binaries = binaries;
    this.privilege = privilege;
    this.directory = directory;
  }

  /** Makes a new cluster, without syncing it to the disk: a crash now costs nobody anything. */
  void initialise() throws IOException {
    Process initdb =
        launch(
            "initdb",
            List.of(
                binaries.program("initdb"),
                "-D",
                directory.data().toString(),
                "--no-sync",
                "--encoding=UTF8",
                "--locale=C",
                "--auth=trust",
                "--username=" + SUPERUSER));
    try {
      if (!initdb.waitFor(INITDB_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        new Shutdown(initdb.toHandle()).run();
        throw failed("initdb", "took longer than " + INITDB_PATIENCE);
      }
    } catch (InterruptedException e) {
      new Shutdown(initdb.toHandle()).run();
      throw EngineException.interrupted("making a PostgreSQL cluster", e);
    }
    if (initdb.exitValue() != 0) {
      throw failed("initdb", "ended with exit code " + initdb.exitValue());
    }
  }

  /** Starts the server and returns when it answers. */
  Running start() throws IOException {
    for (int tried = 1; tried <= PORTS_TRIED_MAX; tried++) {
      int port = freePort();
      Process server = launch("postgres", command(port));
      Target target =
          Target.of("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), SUPERUSER, "");
      try {
        if (answers(server, target)) {
          return new Running(server, target);
        }
      } catch (RuntimeException | Error failure) {
        new Shutdown(server.toHandle()).run();
        throw failure;
      }
      if (!log("postgres").contains("could not create any TCP/IP sockets")) {
        throw failed("postgres", "ended with exit code " + server.exitValue());
      }
    }
    throw failed("postgres", "found no free port in %d tries".formatted(PORTS_TRIED_MAX));
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

  private Process launch(String name, List<String> program) throws IOException {
    var builder =
        new ProcessBuilder(privilege.command(program))
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.log(name).toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    directory.owned(process);
    return process;
  }

  /** Waits until the server answers (true) or its process has ended (false). */
  private boolean answers(Process server, Target target) throws IOException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (isOurs(target)) {
        return true;
      }
      try {
        if (server.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        throw EngineException.interrupted("waiting for PostgreSQL to start", e);
      }
    }
    throw failed("postgres", "did not answer within " + START_PATIENCE);
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private EngineException failed(String program, String how) throws IOException {
    List<String> lines = log(program).lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    return new EngineException(
        "%s (started %s) %s; the end of its log:%n%s"
            .formatted(program, privilege.describe(), how, String.join("\n", last)));
  }

  private String log(String program) throws IOException {
    Path log = directory.log(program);
    return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
  }
}
