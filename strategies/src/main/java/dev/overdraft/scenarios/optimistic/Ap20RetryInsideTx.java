package dev.overdraft.scenarios.optimistic;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static dev.overdraft.history.Isolation.REPEATABLE_READ;
import static dev.overdraft.history.Isolation.SERIALIZABLE;
import static dev.overdraft.scenarios.Where.Basis.MEASURED;

import dev.overdraft.explore.Scenario;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Broken;
import dev.overdraft.scenarios.Chapter;
import dev.overdraft.scenarios.Fixed;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;

/** A conflict is answered by trying again, in the same transaction. */
public final class Ap20RetryInsideTx {

  public static final AntiPattern STORY =
      AntiPattern.of(20, "retry-inside-tx", Ap20RetryInsideTx.class, Chapter.OPTIMISTIC)
          .title("Trying again in the same snapshot")
          .story(
              """
              A serialization failure asks for another attempt, so there is a loop. It stands
              inside the transaction: a savepoint to roll back to, a @Retryable method within a
              @Transactional one. The snapshot is the transaction's, and so is what it cannot
              forgive: every attempt reads the same old row and is refused again, until the loop
              gives up. CockroachDB's savepoint protocol looks just like it, and works only there.
              """)
          .breaks(Rule.PROGRESS)
          .breaksOn("PostgreSQL", MEASURED, REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("PostgreSQL", MEASURED, "nothing to retry", READ_COMMITTED)
          .holdsOn(
              "MariaDB",
              MEASURED,
              "nothing is refused, so nothing is retried",
              READ_COMMITTED,
              REPEATABLE_READ)
          .holdsOn("H2", MEASURED, "nothing to retry", READ_COMMITTED)
          .holdsOn("H2", MEASURED, "90063, the savepoint is gone", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("HSQLDB", MEASURED, "nothing to retry", READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "nothing to retry", READ_COMMITTED)
          .holdsOn(
              "Derby",
              MEASURED,
              "40001 takes the savepoint along, 3B001",
              REPEATABLE_READ,
              SERIALIZABLE)
          .fix(
              "The loop belongs around the transaction: a new one, and everything read afresh. And"
                  + " it answers conflicts only: a connection that was lost in COMMIT may have lost"
                  + " nothing but the answer.")
          .see(
              "PostgreSQL manual, 13.5: Serialization Failure Handling",
              "vmware-archive/versatile-data-kit#667")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap20RetryInsideTx::withdraw),
              on -> stage(on, Ap20RetryInsideTx::withdrawRetried));

  private static final int ATTEMPTS = 3;

  private Ap20RetryInsideTx() {}

  @Broken
  static String withdraw(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          Connection connection = sql.connection();
          for (int attempt = 1; ; attempt++) {
            Savepoint before = connection.setSavepoint();
            try {
              return withdrawOn(sql, amount);
            } catch (SQLException conflict) {
              if (attempt == ATTEMPTS || !"40001".equals(conflict.getSQLState())) {
                throw conflict;
              }
              connection.rollback(before);
            }
          }
        });
  }

  @Fixed
  static String withdrawRetried(DataSource bank, int amount) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Sql.inTransaction(bank, sql -> withdrawOn(sql, amount));
      } catch (SQLException conflict) {
        if (attempt == ATTEMPTS || !"40001".equals(conflict.getSQLState())) {
          throw conflict;
        }
      }
    }
  }

  private static String withdrawOn(Sql sql, int amount) throws SQLException {
    if (sql.number("select balance from account where id = 1") < amount) {
      return "refused";
    }
    int paid =
        sql.update(
            "update account set balance = balance - ? where id = 1 and balance >= ?",
            amount,
            amount);
    return paid == 1 ? "paid" : "refused";
  }

  private interface Withdrawal {
    String of(DataSource bank, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-withdrawals")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(bank, 10))
        .actor("bob", () -> withdrawRetried(bank, 50))
        .invariant("no negative balance", "select balance >= 0 from account")
        .mustRetry("40001");
  }
}
