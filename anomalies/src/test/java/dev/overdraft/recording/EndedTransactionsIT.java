package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Access;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How transactions end, whatever they are told: by an error, a rollback, a lost connection. */
class EndedTransactionsIT extends RecordedBank {

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
}
