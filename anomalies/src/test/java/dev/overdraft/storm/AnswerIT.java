package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.recording.OperationLog;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What is answered when a commit, or a write that is its own commit, was lost on a real server. */
class AnswerIT {

  private static Engine engine;
  private static SchemaLease lease;
  private static DataSource plain;

  private final Recording recording = new Recording(System.nanoTime(), 0);
  private final OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));

  @BeforeAll
  static void start() throws SQLException {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
    plain = engine.target().unpooled(Isolation.READ_COMMITTED, lease.name());
    new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @Test
  void of_refusedAfterACommitOfUnknownOutcome_info() throws SQLException {
    try (Connection connection = recording.watch(plain).getConnection();
        PreparedStatement update =
            connection.prepareStatement("update account set balance = 70 where id = 1")) {
      connection.setAutoCommit(false);
      update.executeUpdate();
      kill(connection);
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }

    Answer answer = Answer.of(Receipt.refused("insufficient funds"), log);
    assertThat(answer.outcome()).isEqualTo(Outcome.INFO);
    assertThat(answer.acknowledged()).isFalse();
    assertThat(answer.reason()).startsWith("insufficient funds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into transfer_log (operation, attempt, cents, versions) values (7, 1, 0, '{}')",
        "/* by hand */ insert into transfer_log (operation) values (7)",
        "with one as (select 1) update account set balance = 70",
        "select pay(1)",
        "{call pay(1)}",
        "commit prepared 'seven'"
      })
  void of_connectionLostInAutocommitWrite_info(String sql) throws SQLException {
    assertThat(Answer.of(lost(sql, true), log).outcome()).isEqualTo(Outcome.INFO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"select balance from account", "rollback prepared 'seven'"})
  void of_connectionLostWithNothingToCommit_fail(String sql) throws SQLException {
    assertThat(Answer.of(lost(sql, true), log).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void of_connectionLostBeforeTheCommit_fail() throws SQLException {
    SQLException lost = lost("insert into transfer_log (operation) values (7)", false);
    assertThat(Answer.of(lost, log).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void of_autocommitWriteThatTheServerRefused_fail() throws SQLException {
    try (Connection connection = recording.watch(plain).getConnection();
        Statement statement = connection.createStatement()) {
      SQLException refused =
          catchThrowableOfType(
              SQLException.class, () -> statement.execute("insert into account values (1, 0)"));
      assertThat(Answer.of(refused, log).outcome()).isEqualTo(Outcome.FAIL);
    }
  }

  /** What a statement throws whose session has been ended by the server. */
  private SQLException lost(String sql, boolean autocommit) throws SQLException {
    try (Connection connection = recording.watch(plain).getConnection();
        PreparedStatement statement =
            sql.startsWith("{") ? connection.prepareCall(sql) : connection.prepareStatement(sql)) {
      connection.setAutoCommit(autocommit);
      kill(connection);
      return catchThrowableOfType(SQLException.class, statement::execute);
    }
  }

  private static void kill(Connection connection) throws SQLException {
    int session = connection.unwrap(PGConnection.class).getBackendPID();
    try (Connection killer = plain.getConnection();
        Statement kill = killer.createStatement()) {
      kill.execute("select pg_terminate_backend(%d, 5000)".formatted(session));
    }
  }
}
