package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;

/** What is answered when an attempt's commit was lost, on a real server. */
class AnswerIT {

  @Test
  void of_refusedAfterACommitOfUnknownOutcome_info() throws SQLException {
    try (Engine engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
        SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft")) {
      DataSource plain = engine.target().unpooled(Isolation.READ_COMMITTED, lease.name());
      new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
      var recording = new Recording(System.nanoTime(), 0);
      OperationLog log = recording.begin(new Operation.Withdraw(7, 1, 30));

      loseTheCommit(plain, recording.watch(plain));

      Answer answer = Answer.of(Receipt.refused("insufficient funds"), log);
      assertThat(answer.outcome()).isEqualTo(Outcome.INFO);
      assertThat(answer.acknowledged()).isFalse();
      assertThat(answer.reason()).startsWith("insufficient funds");
    }
  }

  private static void loseTheCommit(DataSource plain, DataSource watched) throws SQLException {
    try (Connection connection = watched.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update account set balance = 70 where id = 1")) {
      connection.setAutoCommit(false);
      update.executeUpdate();
      try (Connection killer = plain.getConnection();
          Statement kill = killer.createStatement()) {
        kill.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                + " where state = 'idle in transaction'");
      }
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
  }
}
