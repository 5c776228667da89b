package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.overdraft.history.Access;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a strategy's plain JDBC leaves behind when it is watched, on a real server. */
class RecordingIT extends RecordedBank {

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
  void updateByNobody_isCountedAndMarkedForeign() throws SQLException {
    try (Connection connection = plain.getConnection()) {
      update(connection, 5, 1);
    }
    assertThat(row("select od_revision, od_writer from account where id = 1"))
        .containsExactly(1L, Writer.FOREIGN);
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
}
