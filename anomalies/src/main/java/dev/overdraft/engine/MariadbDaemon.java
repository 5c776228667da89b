package dev.overdraft.engine;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.nio.file.Files;
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
 * Makes a data directory and runs a MariaDB server on it as a direct child of this JVM, on a free
 * port of the loopback address and on no socket file.
 *
 * <p>Option files of the machine are not read ({@code --no-defaults}). Durable; everything else is
 * as the server has it by default, but for what the explorer reads: the locks in InnoDB's status.
 *
 * <p>Readiness is a connection that answers with <em>our</em> data directory, as with PostgreSQL.
 *
 * @see <a href="https://mariadb.com/docs/server/server-management/variables-and-modes">MariaDB,
 *     server system variables</a>
 */
final class MariadbDaemon {
  static final String USER = "overdraft";

  private static final Duration INSTALL_PATIENCE = Duration.ofMinutes(2);
  private static final int PORTS_TRIED_MAX = 5;

  /** The log is copied with the rest for every server; by default it is 96 MB, nearly all empty. */
  private static final String LOG_SIZE = "--innodb-log-file-size=16M";

  private static final List<String> INSTALL =
      List.of(
          "--auth-root-authentication-method=normal",
          "--skip-test-db",
          "--skip-name-resolve",
          LOG_SIZE,
          "--innodb-flush-log-at-trx-commit=0");
  private static final List<String> SETTINGS =
      List.of(
          LOG_SIZE,
          "--innodb-flush-log-at-trx-commit=1",
          "--innodb-doublewrite=1",
          "--skip-log-bin",
          "--max-connections=300",
          "--character-set-server=utf8mb4",
          "--default-time-zone=+00:00",
          "--skip-name-resolve",
          "--innodb-status-output-locks=1",
          "--innodb-buffer-pool-dump-at-shutdown=0",
          "--innodb-buffer-pool-load-at-startup=0");

  /** Run at each start, so it has to bear repetition. */
  private static final String INIT =
      """
      create user if not exists %1$s@'127.0.0.1' identified by '';
      grant all on *.* to %1$s@'127.0.0.1' with grant option;
      """
          .formatted(USER);

  private final MariadbPrograms programs;
  private final Privilege privilege;
  private final InstanceDirectory directory;
  private final Launcher launcher;

  MariadbDaemon(MariadbPrograms programs, Privilege privilege, InstanceDirectory directory) {
    this.programs = programs;
    this.privilege = privilege;
    this.directory = directory;
    this.launcher = new Launcher(privilege, directory, "MYSQL");
  }

  /**
   * Makes the data directory, without syncing: a crash now costs nobody anything. It may be the
   * copy of one that was made before.
   */
  void initialise() throws IOException {
    initialise(ClusterTemplate.of(programs, privilege, INSTALL));
  }

  void initialise(Optional<ClusterTemplate> template) throws IOException {
    Path data = directory.data();
    if (template.isPresent() && template.get().suits(data)) {
      launcher.finish("copy", template.get().copying(data), INSTALL_PATIENCE);
      return;
    }
    install();
    template.ifPresent(kept -> kept.keep(data));
  }

  /**
   * A server that starts removes all temporary tables from its temporary directory, whoever works
   * on them. In the machine's own that would be those of every other installation.
   */
  void install() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(programs.installer().toString());
    command.add("--no-defaults");
    command.addAll(programs.base());
    command.add("--datadir=" + directory.data());
    command.add("--tmpdir=" + directory.data());
    command.addAll(INSTALL);
    launcher.finish("mariadb-install-db", command, INSTALL_PATIENCE);
  }

  /** Starts the server and returns when it answers. */
  OwnServer.Running start() throws IOException {
    Path init = Files.writeString(directory.path().resolve("init.sql"), INIT);
    Directories.permit(init, "rw-r--r--");
    for (int tried = 1; tried <= PORTS_TRIED_MAX; tried++) {
      int port = Launcher.freePort();
      Process server = launcher.launch("mariadbd", command(port, init));
      Target target = Target.of("jdbc:mariadb://127.0.0.1:%d/".formatted(port), USER, "");
      try {
        if (launcher.answers("mariadbd", server, () -> isOurs(target))) {
          return new OwnServer.Running(server, target);
        }
      } catch (RuntimeException | Error failure) {
        new Shutdown(server.toHandle()).run();
        throw failure;
      }
      if (!launcher.log("mariadbd").contains("Can't start server: Bind on TCP/IP port")) {
        throw launcher.failed("mariadbd", "ended with exit code " + server.exitValue());
      }
    }
    throw launcher.failed("mariadbd", "found no free port in %d tries".formatted(PORTS_TRIED_MAX));
  }

  private List<String> command(int port, Path init) {
    List<String> command = new ArrayList<>();
    command.add(programs.server().toString());
    command.add("--no-defaults");
    command.addAll(programs.base());
    command.add("--datadir=" + directory.data());
    command.add("--tmpdir=" + directory.data());
    command.add("--pid-file=" + directory.data().resolve("mariadbd.pid"));
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    command.add("--socket=");
    command.add("--init-file=" + init);
    command.addAll(SETTINGS);
    return command;
  }

  private boolean isOurs(Target target) {
    var hasty = Target.of(target.url() + "?connectTimeout=2000&socketTimeout=5000", USER, "");
    try (Connection connection = hasty.connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select @@datadir")) {
      return answer.next() && Path.of(answer.getString(1)).equals(directory.data());
    } catch (SQLException notYet) {
      return false;
    }
  }
}
