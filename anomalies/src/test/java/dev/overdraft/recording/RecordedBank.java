package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.workload.bank.BankLoad;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A bank of two accounts on a server of its own, whose connections are watched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecordedBank {

  Engine engine;
  private SchemaLease lease;
  DataSource plain;
  DataSource watched;
  Recording recording;

  @BeforeAll
  void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
    plain = engine.target().unpooled(Isolation.READ_COMMITTED, "overdraft");
  }

  @AfterAll
  void stop() {
    lease.close();
    engine.close();
  }

  @BeforeEach
  void fresh() throws SQLException {
    lease.recreate();
    new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
    recording = new Recording(System.nanoTime(), 0);
    watched = recording.watch(plain);
  }

  static void update(Connection connection, long balance, long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update account set balance = ? where id = ?")) {
      statement.setLong(1, balance);
      statement.setLong(2, id);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  List<Long> row(String sql) throws SQLException {
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> values = new ArrayList<>();
      while (rows.next()) {
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          values.add(rows.getLong(column));
        }
      }
      return values;
    }
  }

  static void fails(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select 1 / 0")).isInstanceOf(SQLException.class);
    }
  }

  static void send(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void killOthers() throws SQLException {
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and state = 'idle in transaction'");
    }
  }
}
