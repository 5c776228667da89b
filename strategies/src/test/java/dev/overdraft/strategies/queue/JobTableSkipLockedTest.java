package dev.overdraft.strategies.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.BreakingDatabase;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A job that is queued is done, whatever becomes of whoever has queued it. */
class JobTableSkipLockedTest {

  private static final Operation.Withdraw WITHDRAWAL = new Operation.Withdraw(7, 1, 30);

  private @Nullable Connection kept;

  private BreakingDatabase database(TestInfo test, String place, int breaks) throws SQLException {
    var database =
        new BreakingDatabase(test.getTestMethod().orElseThrow().getName(), place, breaks);
    kept = database.sound();
    try (Statement sql = kept.createStatement()) {
      sql.execute("create table account (id bigint primary key, balance bigint not null)");
      sql.execute("insert into account values (1, 100)");
      for (String ddl : JobTableSkipLocked.NEEDS.ddl()) {
        sql.execute(ddl);
      }
    }
    return database;
  }

  @AfterEach
  void close() throws SQLException {
    if (kept != null) {
      kept.close();
    }
  }

  @Test
  void withdraw_connectionBreaksInSomebodysJob_doneByAnotherConnection(TestInfo test)
      throws Exception {
    try (Bank bank = new JobTableSkipLocked(database(test, "skip locked", 1))) {
      assertThat(bank.withdraw(WITHDRAWAL)).isEqualTo(Receipt.done());
    }
    assertThat(number("select balance from account")).isEqualTo(70);
  }

  @Test
  void withdraw_queuedAndCutOff_unknown(TestInfo test) throws Exception {
    try (Bank bank = new JobTableSkipLocked(database(test, "for update", 1000))) {
      assertThatThrownBy(() -> bank.withdraw(WITHDRAWAL)).isInstanceOf(Crash.class);
    }
    assertThat(number("select count(*) from job where answer is null")).isEqualTo(1);
  }

  @Test
  void withdraw_queueingHasNoAnswer_unknown(TestInfo test) throws Exception {
    try (Bank bank = new JobTableSkipLocked(database(test, BreakingDatabase.COMMIT, 1))) {
      assertThatThrownBy(() -> bank.withdraw(WITHDRAWAL)).isInstanceOf(Crash.class);
    }
    assertThat(number("select count(*) from job where answer is null")).isEqualTo(1);
  }

  @Test
  void withdraw_jobThatCannotBeDoneIsFirst_answeredAndPassed(TestInfo test) throws Exception {
    try (Bank bank = new JobTableSkipLocked(database(test, "nowhere", 0))) {
      assertThat(bank.deposit(new Operation.Deposit(6, 1, Long.MAX_VALUE)).accepted()).isFalse();
      assertThat(bank.withdraw(WITHDRAWAL)).isEqualTo(Receipt.done());
    }
    assertThat(number("select balance from account")).isEqualTo(70);
    assertThat(number("select count(*) from job where answer is null")).isZero();
  }

  private long number(String query) throws SQLException {
    try (Statement sql = Objects.requireNonNull(kept).createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }
}
