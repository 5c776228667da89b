package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstalledMariadbIT {

  @BeforeAll
  static void installed() {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
  }

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void close_serverOnThisRung_leavesNoProcessAndNoDirectory(Privilege rung) throws SQLException {
    assumeTrue(rung.holds(), () -> "this process cannot start a server: " + rung);
    var mariadb = InstalledMariadb.start(rung);
    Path directory = mariadb.directory();
    ProcessHandle server = mariadb.process();
    Settings settings = mariadb.target().readSettings(Isolation.SERIALIZABLE);
    try (SchemaLease lease = SchemaLease.claim(mariadb.target(), "overdraft")) {
      // A session in the middle of a transaction: a shutdown that waits for it would never end.
      Connection session =
          mariadb.target().unpooled(Isolation.READ_COMMITTED, lease.name()).getConnection();
      assertThat(session.createStatement().execute("create table t (id int)")).isFalse();
      session.setAutoCommit(false);
      assertThat(session.createStatement().executeUpdate("insert into t values (1)")).isOne();
      session.close();
    }

    mariadb.close();
    mariadb.close();

    assertThat(settings.durable()).isTrue();
    assertThat(settings.isolation()).isEqualTo(Isolation.SERIALIZABLE);
    assertThat(settings.values()).containsEntry("innodb_flush_log_at_trx_commit", "1");
    assertThat(mariadb.describe()).isEqualTo("installed MariaDB " + settings.version());
    assertThat(server.isAlive()).isFalse();
    assertThat(directory).doesNotExist();
  }

  /** A starting MariaDB removes these files wherever it was told to keep temporary tables. */
  @WholeSuite
  @Test
  void install_temporaryTableOfAnotherServer_leavesItAlone() throws IOException {
    Privilege privilege = Privilege.choose();
    Path parent = InstanceDirectory.parent("mariadb", privilege);
    String name = "#sql-temptable-%d-1-0.MAI".formatted(ProcessHandle.current().pid());
    Path another = Files.createFile(Path.of(System.getProperty("java.io.tmpdir"), name));
    try (var directory = InstanceDirectory.create(parent, privilege)) {
      new MariadbDaemon(MariadbPrograms.locate(), privilege, directory).install();

      assertThat(another).exists();
    } finally {
      Files.deleteIfExists(another);
    }
  }

  @WholeSuite
  @Test
  void initialise_again_aCopyThatIsServedAndStaysAsItWas() throws Exception {
    Privilege privilege = Privilege.choose();
    MariadbPrograms programs = MariadbPrograms.locate();
    Path parent = InstanceDirectory.parent("mariadb", privilege);
    Path cache = Files.createTempDirectory(parent.resolveSibling(""), "overdraft-cache-");
    try {
      Directories.passable(cache);
      var template = Optional.of(new ClusterTemplate(cache.resolve("cluster")));
      Map<String, Long> first = new TreeMap<>();
      try (var directory = InstanceDirectory.create(parent, privilege)) {
        new MariadbDaemon(programs, privilege, directory).initialise(template);
        first.putAll(sizes(directory.data()));
        assertThat(directory.log("mariadb-install-db")).exists();
      }
      for (int copies = 0; copies < 2; copies++) {
        try (var directory = InstanceDirectory.create(parent, privilege)) {
          var daemon = new MariadbDaemon(programs, privilege, directory);
          daemon.initialise(template);
          assertThat(directory.log("mariadb-install-db")).doesNotExist();
          assertThat(sizes(directory.data())).isEqualTo(first).containsKey("ibdata1");
          OwnServer.Running running = daemon.start();
          try (var connection = running.target().connect(Isolation.READ_COMMITTED);
              var statement = connection.createStatement()) {
            statement.execute("create database d");
            statement.execute("use d");
            statement.execute("create table t as select seq from seq_1_to_10000");
          } finally {
            new Shutdown(running.process().toHandle()).run();
          }
        }
      }
    } finally {
      Directories.delete(cache);
    }
  }

  /** How long each file is. */
  private static Map<String, Long> sizes(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(file -> data.relativize(file).toString(), f -> f.toFile().length()));
    }
  }

  @Test
  void start_noDataDirectory_showsTheLog() throws IOException {
    Privilege privilege = Privilege.choose();
    Path parent = InstanceDirectory.parent("mariadb", privilege);
    MariadbPrograms programs = MariadbPrograms.locate();
    try (var directory = InstanceDirectory.create(parent, privilege)) {
      assertThatThrownBy(new MariadbDaemon(programs, privilege, directory)::start)
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll("mariadbd", "exit code", "mysql.plugin");
    }
  }
}
