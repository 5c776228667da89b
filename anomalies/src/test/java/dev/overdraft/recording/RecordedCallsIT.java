package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Access;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The many ways in which JDBC lets one execute a statement and look at what it gave. */
class RecordedCallsIT extends RecordedBank {

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
