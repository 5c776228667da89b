package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets against a real server. Here, for only this package can start one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetIT {
  private final Engine engine = EmbeddedPostgres.start();
  private final Target target = engine.target();

  @AfterAll
  void stop() {
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void everyConnection_levelAndSchemaAskedFor_inForce(Isolation level) throws SQLException {
    try (var lease = SchemaLease.claim(target, "levels");
        HikariDataSource pool = target.pooled(level, lease.name(), 2);
        Connection pooled = pool.getConnection();
        Connection unpooled = target.unpooled(level, lease.name()).getConnection()) {
      for (Connection connection : new Connection[] {pooled, unpooled}) {
        assertThat(ask(connection, "show transaction_isolation")).isEqualTo(level.sql());
        assertThat(ask(connection, "select current_schema()")).isEqualTo("levels");
        assertThat(connection.getAutoCommit()).isTrue();
      }
      assertThat(target.readSettings(level).isolation()).isEqualTo(level);
    }
  }

  @Test
  void pooled_size_isFixedAndOpenedAtOnce() throws SQLException {
    try (HikariDataSource pool = target.pooled(Isolation.READ_COMMITTED, "public", 3);
        Connection first = pool.getConnection();
        Connection second = pool.getConnection();
        Connection third = pool.getConnection()) {
      assertThat(first.isValid(5) && second.isValid(5) && third.isValid(5)).isTrue();
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(3);
    }
  }

  @Test
  void start_jdbcUrl_describesAndLeavesTheServerRunning() throws SQLException {
    try (Engine external =
        Engines.start(target.url(), Optional.of("overdraft"), Optional.of("p"))) {
      assertThat(external.describe()).startsWith("PostgreSQL 1").contains("127.0.0.1");
    }
    try (Connection connection = target.connect(Isolation.READ_COMMITTED)) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void start_databaseThatIsNotThere_saysSo() {
    assertThatThrownBy(
            () ->
                Engines.start(
                    target.url().replace("/postgres", "/nowhere"),
                    Optional.of("overdraft"),
                    Optional.of("s3cret")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no such database")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void start_wrongPassword_saysSoWithoutIt() throws SQLException {
    try (var scram = EmbeddedPostgres.start()) {
      try (Connection admin = scram.target().connect(Isolation.READ_COMMITTED)) {
        ask(admin, "select 1");
        execute(admin, "create role teller login password 'right'");
        // Trust gives way to a password for this role only.
        execute(
            admin,
            "copy (select 'host all teller 127.0.0.1/32 scram-sha-256' union all"
                + " select 'host all all 127.0.0.1/32 trust') to '"
                + ask(admin, "show hba_file").replace("'", "''")
                + "'");
        execute(admin, "select pg_reload_conf()");
      }
      assertThatThrownBy(
              () ->
                  Engines.start(scram.target().url(), Optional.of("teller"), Optional.of("wr0ng!")))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("does not let us in")
          .hasMessageNotContaining("wr0ng!");
      Engines.start(scram.target().url(), Optional.of("teller"), Optional.of("right")).close();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
