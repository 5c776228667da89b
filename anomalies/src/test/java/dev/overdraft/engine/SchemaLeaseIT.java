package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaLeaseIT {
  private final Engine engine = EmbeddedPostgres.start();

  @BeforeAll
  void answers() throws SQLException {
    execute("select 1");
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Test
  void claim_noSuchSchema_makesItAndCloseDropsIt() throws SQLException {
    try (var lease = SchemaLease.claim(engine.target(), "fresh")) {
      execute("create table fresh.t (id int)");
      lease.recreate();
      execute("create table fresh.t (id int)");
    }
    assertThatThrownBy(() -> execute("create table fresh.t (id int)"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void claim_leftByAKilledRun_isDroppedAndMadeAgain() throws SQLException {
    execute("create schema left_over");
    execute("comment on schema left_over is '" + SchemaLease.COMMENT + "'");
    execute("create table left_over.t (id int)");
    SchemaLease.claim(engine.target(), "left_over").close();
    execute("create schema left_over");
  }

  @Test
  void claim_aKilledRunHasPrepared_isRolledBackAndOthersAreNot() throws SQLException {
    execute("create schema undecided");
    execute("comment on schema undecided is '" + SchemaLease.COMMENT + "'");
    execute("create table undecided.t (id int)");
    execute("create table of_others (id int)");
    execute("begin; insert into undecided.t values (1); prepare transaction 'It''s ours'");
    execute("begin; insert into of_others values (1); prepare transaction 'theirs'");

    SchemaLease.claim(engine.target(), "undecided").close();

    execute("commit prepared 'theirs'");
    assertThatThrownBy(() -> execute("commit prepared 'It''s ours'"))
        .hasMessageContaining("does not exist");
  }

  @Test
  void claim_somebodyElsesSchema_refusesAndTouchesNothing() throws SQLException {
    execute("create schema theirs");
    execute("create table theirs.precious (id int)");
    assertThatThrownBy(() -> SchemaLease.claim(engine.target(), "theirs"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("theirs")
        .hasMessageContaining("did not make");
    execute("insert into theirs.precious values (1)");
  }

  @Test
  void claim_inUseByAnotherRun_refuses() {
    try (var first = SchemaLease.claim(engine.target(), "busy")) {
      assertThatThrownBy(() -> SchemaLease.claim(engine.target(), first.name()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("another run is using");
    }
    SchemaLease.claim(engine.target(), "busy").close();
  }

  /** It asks for the same lock, as one in another process would. */
  @Test
  void hold_schemaInUseByAnotherProcess_refusesUntilItIsFree() throws SQLException {
    DataSource source = engine.target().unpooled(Isolation.READ_COMMITTED, "public");
    try (Connection control = source.getConnection()) {
      try (SchemaLease other = SchemaLease.claim(engine.target(), "shared");
          SchemaLock lock = SchemaLock.await(source, other.name(), Duration.ofMillis(1))) {
        assertThatThrownBy(() -> lock.hold(control))
            .isInstanceOf(EngineException.class)
            .hasMessageContaining("another race or storm is using schema shared");
      }
      try (SchemaLock lock = SchemaLock.await(source, "shared", Duration.ofMillis(1))) {
        lock.hold(control);
        assertThatThrownBy(() -> SchemaLease.claim(engine.target(), "shared"))
            .hasMessageContaining("another run is using");
      }
      SchemaLease.claim(engine.target(), "shared").close();
    }
  }

  @Test
  void recreate_afterOurSessionDied_takesTheLockAgain() throws SQLException {
    try (var lease = SchemaLease.claim(engine.target(), "survivor")) {
      execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and query like '%survivor%' or query = 'commit'");
      lease.recreate();
      assertThatThrownBy(() -> SchemaLease.claim(engine.target(), lease.name()))
          .hasMessageContaining("another run is using");
    }
  }

  @Test
  void recreate_somebodyHoldsALockInIt_saysSo() throws SQLException {
    try (var lease = SchemaLease.claim(engine.target(), "held")) {
      execute("create table held.t (id int)");
      try (Connection other = engine.target().connect(Isolation.READ_COMMITTED);
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("lock table held.t");
        assertThatThrownBy(lease::recreate)
            .isInstanceOf(EngineException.class)
            .hasMessageContaining("lock timeout");
      }
    }
  }

  @Test
  void claim_nameThatWouldNeedQuoting_refuses() {
    assertThatThrownBy(() -> SchemaLease.claim(engine.target(), "a; drop schema public"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = engine.target().connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
