package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedPostgresIT {

  @Test
  void start_readBack_durableAndAtTheLevelAskedFor() throws SQLException {
    try (var postgres = EmbeddedPostgres.start()) {
      Settings settings = postgres.target().readSettings(Isolation.SERIALIZABLE);

      assertThat(settings.durable()).isTrue();
      assertThat(settings.isolation()).isEqualTo(Isolation.SERIALIZABLE);
      assertThat(settings.values())
          .containsEntry("max_connections", "300")
          .containsEntry("fsync", "on")
          .containsEntry("synchronous_commit", "on")
          .containsEntry("deadlock_timeout", "1s");
      assertThat(postgres.describe()).isEqualTo("embedded PostgreSQL " + settings.version());
    }
  }

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void close_serverOnThisRung_leavesNoProcessAndNoDirectory(Privilege rung) throws SQLException {
    assumeTrue(rung.holds(), () -> "this process cannot start a server: " + rung);
    var postgres = EmbeddedPostgres.start(rung);
    Path directory = postgres.directory();
    ProcessHandle server = postgres.process();
    List<ProcessHandle> children = server.descendants().toList();
    // A session in the middle of a transaction: a shutdown that waits for it would never end.
    Connection session = postgres.target().connect(Isolation.READ_COMMITTED);
    session.setAutoCommit(false);
    assertThat(session.createStatement().execute("create table t (id int)")).isFalse();

    postgres.close();
    postgres.close();

    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(server.isAlive()).isFalse();
    assertThat(directory).doesNotExist();
  }

  @Test
  void start_whileAnotherRuns_leavesItAlone() throws SQLException {
    try (var first = EmbeddedPostgres.start();
        var second = EmbeddedPostgres.start()) {
      assertThat(second.target().url()).isNotEqualTo(first.target().url());
      try (Connection stillThere = first.target().connect(Isolation.READ_COMMITTED)) {
        assertThat(stillThere.isValid(5)).isTrue();
      }
    }
  }
}
