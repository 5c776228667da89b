package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Access;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.workload.bank.BankLoad;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a strategy's plain JDBC leaves behind when it is watched, on a real server. */
class RecordingIT {

  private static Engine engine;
  private static SchemaLease lease;
  private static DataSource plain;

  private final Recording recording = new Recording(System.nanoTime(), 0);
  private DataSource watched;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
    plain = engine.target().unpooled(Isolation.READ_COMMITTED, "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @BeforeEach
  void fresh() throws SQLException {
    lease.recreate();
    new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
    watched = recording.watch(plain);
  }

  private static void update(Connection connection, long balance, long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update account set balance = ? where id = ?")) {
      statement.setLong(1, balance);
      statement.setLong(2, id);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private static List<Long> row(String sql) throws SQLException {
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

  @Test
  void transaction_readsAndWrites_noteVersionsAndLeaveALedgerRow() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement select =
          connection.prepareStatement("select balance from account where id = ?")) {
        select.setLong(1, 1);
        try (ResultSet rows = select.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong("balance")).isEqualTo(100);
        }
      }
      update(connection, 70, 1);
      connection.commit();
    }
    long writer = Writer.of(7, 1);
    assertThat(log.accesses())
        .extracting(Access::kind, Access::version)
        .containsExactly(
            tuple(Access.Kind.READ, new RowVersion(1, 0, Writer.OPENING, 100)),
            tuple(Access.Kind.WRITE, new RowVersion(1, 1, writer, 70)));
    assertThat(row("select balance, od_revision, od_writer from account where id = 1"))
        .containsExactly(70L, 1L, writer);
    assertThat(row("select operation, attempt, debit, cents from transfer_log"))
        .containsExactly(7L, 1L, 1L, 30L);
  }

  @Test
  void prepareTransaction_thenCommitted_itsLedgerRowComesWithIt() throws SQLException {
    recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      send(connection, "prepare transaction 'seven'");
      connection.setAutoCommit(true);
      assertThat(row("select operation from transfer_log")).isEmpty();
      send(connection, "commit prepared 'seven'");
    }
    assertThat(row("select operation, cents from transfer_log")).containsExactly(7L, 30L);
    assertThat(row("select balance, od_writer from account where id = 1"))
        .containsExactly(70L, Writer.of(7, 1));
  }

  @Test
  void prepareTransaction_thenRolledBack_leavesNothing() throws SQLException {
    recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      send(connection, "prepare transaction 'seven'");
      connection.setAutoCommit(true);
      send(connection, "rollback prepared 'seven'");
    }
    assertThat(row("select operation from transfer_log")).isEmpty();
    assertThat(row("select balance from account where id = 1")).containsExactly(100L);
  }

  @Test
  void onBehalfOf_anotherOperation_writesAreItsOwnAndItsClientSeesNothing() throws Exception {
    OperationLog mine = recording.begin(new Operation.Audit(3));
    Operation theirs = new Operation.Withdraw(7, 1, 30);
    recording
        .onBehalfOf(
            theirs,
            () -> {
              try (Connection connection = watched.getConnection()) {
                update(connection, 70, 1);
              }
              return true;
            })
        .call();
    assertThat(mine.accesses()).isEmpty();
    assertThat(recording.operation()).contains(mine.operation());
    assertThat(row("select operation from transfer_log")).containsExactly(7L);
  }

  @Test
  void rollback_thenAgain_isASecondAttemptAndOnlyItsEffectsStay() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      connection.rollback();
      update(connection, 60, 1);
      connection.commit();
    }
    assertThat(log.attempts()).isEqualTo(2);
    assertThat(log.accesses()).hasSize(1);
    assertThat(row("select operation, attempt from transfer_log")).containsExactly(7L, 2L);
  }

  @Test
  void commit_afterAFailedStatement_returnsButIsNoticed() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      try (Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute("select 1 / 0"))
            .isInstanceOf(SQLException.class);
      }
      connection.commit();
    }
    assertThat(log.silentRollback()).isTrue();
    assertThat(log.aborts()).containsExactly("22012");
    assertThat(row("select count(*) from transfer_log")).containsExactly(0L);
    assertThat(row("select balance from account where id = 1")).containsExactly(100L);
  }

  @Test
  void autocommit_eachUpdateIsATransactionWithALedgerRow() throws SQLException {
    OperationLog log = recording.begin(new Operation.Transfer(7, 1, 2, 30));
    try (Connection connection = watched.getConnection()) {
      update(connection, 70, 1);
      update(connection, 130, 2);
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(log.attempts()).isEqualTo(1);
    assertThat(row("select count(*), count(distinct transaction) from transfer_log"))
        .containsExactly(2L, 2L);
  }

  @Test
  void rollbackToSavepoint_takesItsWritesOutOfTheLedger() throws SQLException {
    recording.begin(new Operation.Transfer(7, 1, 2, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      Savepoint savepoint = connection.setSavepoint();
      update(connection, 130, 2);
      connection.rollback(savepoint);
      connection.commit();
    }
    assertThat(row("select unnest(versions) from transfer_log"))
        .containsExactly(1L, 1L, Writer.of(7, 1), 70L);
  }

  @Test
  void close_withAnOpenTransaction_rollsBack() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
    }
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      connection.commit();
    }
    assertThat(log.attempts()).isEqualTo(2);
    assertThat(row("select attempt from transfer_log")).containsExactly(2L);
  }

  @Test
  void updateByNobody_isCountedAndMarkedForeign() throws SQLException {
    try (Connection connection = plain.getConnection()) {
      update(connection, 5, 1);
    }
    assertThat(row("select od_revision, od_writer from account where id = 1"))
        .containsExactly(1L, Writer.FOREIGN);
  }

  @Test
  void commit_connectionKilledBefore_failsAndWasSentAsCommit() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      killOthers();
      assertThatThrownBy(connection::commit)
          .isInstanceOfSatisfying(
              SQLException.class,
              error -> assertThat(log.sentWhen(error)).contains(OperationLog.Sent.COMMIT));
    }
    assertThat(row("select balance from account where id = 1")).containsExactly(100L);
  }

  private static void killOthers() throws SQLException {
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and state = 'idle in transaction'");
    }
  }

  @Test
  void conflictAtCommit_serializable_countsAsAnAbortedAttempt() throws SQLException {
    DataSource serializable =
        recording.watch(engine.target().unpooled(Isolation.SERIALIZABLE, "overdraft"));
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = serializable.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select balance from account where id = 1")) {
        assertThat(rows.next()).isTrue();
      }
      try (Connection rival = plain.getConnection()) {
        update(rival, 1, 1);
      }
      assertThatThrownBy(() -> update(connection, 70, 1))
          .isInstanceOfSatisfying(
              SQLException.class, error -> assertThat(error.getSQLState()).isEqualTo("40001"));
      connection.rollback();
    }
    assertThat(log.aborts()).containsExactly("40001");
  }

  private static void fails(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select 1 / 0")).isInstanceOf(SQLException.class);
    }
  }

  private static void send(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void failedStatement_inAutocommitMode_doesNotSpoilTheNextWrite() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      fails(connection);
      update(connection, 70, 1);
    }
    assertThat(log.silentRollback()).isFalse();
    assertThat(row("select operation from transfer_log")).containsExactly(7L);
  }

  @Test
  void commit_afterRollingBackToASavepointByText_commits() throws SQLException {
    OperationLog log = recording.begin(new Operation.Transfer(7, 1, 2, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      send(connection, "savepoint a");
      update(connection, 130, 2);
      fails(connection);
      send(connection, "rollback to a");
      connection.commit();
    }
    var kept = new RowVersion(1, 1, Writer.of(7, 1), 70);
    assertThat(log.silentRollback()).isFalse();
    assertThat(log.accesses()).extracting(Access::version).containsExactly(kept);
    assertThat(row("select unnest(versions) from transfer_log"))
        .containsExactly(1L, 1L, Writer.of(7, 1), 70L);
  }

  @Test
  void commit_afterAnErrorOfTheClientsOwn_commits() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement unset =
          connection.prepareStatement("update account set balance = ? where id = ?")) {
        assertThatThrownBy(unset::executeUpdate).isInstanceOf(SQLException.class);
      }
      update(connection, 70, 1);
      connection.commit();
    }
    assertThat(log.silentRollback()).isFalse();
    assertThat(log.aborts()).isEmpty();
    assertThat(row("select operation from transfer_log")).containsExactly(7L);
    assertThat(row("select balance from account where id = 1")).containsExactly(70L);
  }

  @Test
  void commit_afterOnlyAFailedStatement_isNoticedToo() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      fails(connection);
      connection.commit();
    }
    assertThat(log.silentRollback()).isTrue();
    assertThat(log.aborts()).containsExactly("22012");
  }

  @Test
  void commit_againAfterASilentRollback_theLastAttemptCounts() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, 70, 1);
      fails(connection);
      connection.commit();
      update(connection, 70, 1);
      connection.commit();
    }
    assertThat(log.attempts()).isEqualTo(2);
    assertThat(log.silentRollback()).isFalse();
    assertThat(row("select attempt from transfer_log")).containsExactly(2L);
  }

  @Test
  void autocommit_recordingItselfFails_leavesNoTransactionBehind() throws SQLException {
    try (Connection connection = watched.getConnection()) {
      recording.begin(new Operation.Withdraw(Long.MAX_VALUE, 1, 30));
      assertThatThrownBy(() -> update(connection, 70, 1)).isInstanceOf(ArithmeticException.class);
      recording.begin(new Operation.Withdraw(8, 1, 30));
      update(connection, 70, 1);
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(row("select operation from transfer_log")).containsExactly(8L);
  }

  @Test
  void autocommit_connectionKilledInTheCommit_nobodyKnows() throws SQLException {
    try (Connection connection = plain.getConnection()) {
      send(
          connection,
          """
          create function die() returns trigger language plpgsql as $$
          begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$
          """);
      send(
          connection,
          """
          create constraint trigger die after update on account
          deferrable initially deferred for each row execute function die()
          """);
    }
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      assertThatThrownBy(() -> update(connection, 70, 1))
          .isInstanceOfSatisfying(
              SQLException.class,
              error ->
                  assertThat(log.sentWhen(error)).contains(OperationLog.Sent.AUTOCOMMIT_WRITE));
    }
  }

  @Test
  void getMoreResults_afterAnUpdate_theUsualLoopEnds() throws SQLException {
    recording.begin(new Operation.Withdraw(7, 1, 30));
    List<Integer> counts = new ArrayList<>();
    try (Connection connection = watched.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("update account set balance = 70 where id = 1")) {
      assertThat(statement.execute()).isFalse();
      assertThat(statement.getResultSet()).isNull();
      while (statement.getUpdateCount() != -1 && counts.size() < 5) {
        counts.add(statement.getUpdateCount());
        assertThat(statement.getMoreResults()).isFalse();
      }
    }
    assertThat(counts).containsExactly(1);
  }

  @Test
  void execute_thenGetResultSet_notesTheRead() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select balance from account where id = 1")) {
      assertThat(statement.execute()).isTrue();
      try (ResultSet rows = statement.getResultSet()) {
        assertThat(rows.getMetaData().getColumnCount()).isEqualTo(1);
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(100);
      }
    }
    assertThat(log.accesses())
        .extracting(Access::version)
        .containsExactly(new RowVersion(1, 0, Writer.OPENING, 100));
  }

  @Test
  void text_withASemicolonOrAComment_isStillUnderstood() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection()) {
      for (String sql :
          List.of(
              "update account set balance = 70 where id = 1;",
              "update account set balance = 80 where id = 1 -- the other; leg",
              "/* returning */ update account set balance = 90 where id = 1 /* ; */ ; ")) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          assertThat(statement.executeUpdate()).isEqualTo(1);
        }
      }
    }
    assertThat(log.accesses()).extracting(a -> a.version().cents()).containsExactly(70L, 80L, 90L);
  }

  @Test
  void updateReturning_inAutocommitMode_leavesALedgerRowAndHandsOutItsRows() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update account set balance = balance - ? where id <= ? returning id, balance")) {
      statement.setLong(1, 30);
      statement.setLong(2, 2);
      List<Long> seen = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(connection.getAutoCommit()).isTrue();
        while (rows.next()) {
          seen.add(rows.getLong("id"));
          seen.add(rows.getLong(2));
        }
      }
      assertThat(seen).containsExactlyInAnyOrder(1L, 70L, 2L, 70L);
    }
    assertThat(log.accesses()).hasSize(2);
    assertThat(row("select operation, cardinality(versions) from transfer_log"))
        .containsExactly(7L, 8L);
  }

  @Test
  void prepare_readOnlyRows_areRecorded() throws SQLException {
    OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select balance from account order by id",
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
    }
    assertThat(log.accesses()).hasSize(1);
  }

  @Test
  void prepare_generatedKeysWanted_areWhatTheDriverGives() throws SQLException {
    recording.begin(new Operation.Withdraw(7, 1, 30));
    try (Connection connection = watched.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update account set balance = 70 where id = 1", new String[] {"balance"})) {
      assertThat(statement.executeUpdate()).isEqualTo(1);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getLong("balance")).isEqualTo(70);
      }
    }
  }
}
