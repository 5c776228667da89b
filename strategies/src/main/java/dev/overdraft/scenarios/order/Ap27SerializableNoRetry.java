package dev.overdraft.scenarios.order;

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
import java.sql.SQLException;
import javax.sql.DataSource;

/** SERIALIZABLE, and nobody is prepared for what it says. */
public final class Ap27SerializableNoRetry {

  public static final AntiPattern STORY =
      AntiPattern.of(27, "serializable-no-retry", Ap27SerializableNoRetry.class, Chapter.ORDER)
          .title("The safe level, and an internal error")
          .story(
              """
              The level is set to SERIALIZABLE, and every anomaly is gone. It goes by refusing:
              where two transactions would have made one, the second gets 40001, and is expected to
              run again from the start. Nothing in the application does. The customer sees an
              internal error, a queue drops the message: the operation is lost, which no balance
              will ever show.
              """)
          .breaks(Rule.EXACTLY_ONCE, Rule.PROGRESS)
          .breaksOn("PostgreSQL", MEASURED, "40001 reaches the caller", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, "1213 reaches the caller", SERIALIZABLE)
          .holdsOn("MariaDB", MEASURED, "nothing is refused", READ_COMMITTED, REPEATABLE_READ)
          .holdsOn(
              "H2", MEASURED, "nothing is refused", SERIALIZABLE, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("HSQLDB", MEASURED, "40001 reaches the caller", SERIALIZABLE, REPEATABLE_READ)
          .holdsOn("HSQLDB", MEASURED, "nothing is refused", READ_COMMITTED)
          .breaksOn("Derby", MEASURED, "40001 reaches the caller", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("Derby", MEASURED, "nothing is refused", READ_COMMITTED)
          .fix(
              "Around every transaction a loop that begins it again on 40001 and 40P01: bounded,"
                  + " with a random pause in production, and with everything inside.")
          .see("PostgreSQL manual, 13.5: Serialization Failure Handling")
          .alsoCalled("serializable-no-retry")
          .fixCalled("serializable-with-retry")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap27SerializableNoRetry::withdraw),
              on -> stage(on, Ap27SerializableNoRetry::withdrawRetried));

  private static final int ATTEMPTS = 5;

  private Ap27SerializableNoRetry() {}

  @Broken
  static String withdraw(DataSource bank, int account, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          if (sql.number("select sum(balance) from account where id in (1, 2)") < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = ?", amount, account);
          return "paid";
        });
  }

  @Fixed
  static String withdrawRetried(DataSource bank, int account, int amount) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return withdraw(bank, account, amount);
      } catch (SQLException refused) {
        if (attempt == ATTEMPTS || !"40001".equals(refused.getSQLState())) {
          throw refused;
        }
      }
    }
  }

  private interface Withdrawal {
    String of(DataSource bank, int account, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-accounts")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", () -> way.of(bank, 1, 50))
        .actor("bob", () -> way.of(bank, 2, 50))
        .invariant(
            "the accounts together are not below zero", "select sum(balance) >= 0 from account")
        .mustRetry("40001");
  }
}
