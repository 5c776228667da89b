package dev.overdraft.scenarios.sets;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static dev.overdraft.history.Isolation.REPEATABLE_READ;
import static dev.overdraft.history.Isolation.SERIALIZABLE;
import static dev.overdraft.scenarios.Where.Basis.DOCUMENTED;
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

/** A rule on the sum of two rows; each transaction reads both and writes one. */
public final class Ap12WriteSkew {

  public static final AntiPattern STORY =
      AntiPattern.of(12, "write-skew", Ap12WriteSkew.class, Chapter.SETS)
          .title("Two rows, one rule")
          .story(
              """
              A customer has two accounts of 100 and may overdraw one as long as the two together
              are not below zero. Each withdrawal adds them up, finds 200, and takes 150; one from
              the first account, one from the second. No row is written twice, so there is no
              update to lose, no row lock to wait for, and nothing for snapshot isolation to
              refuse. Together the accounts stand at -100.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, REPEATABLE_READ, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001 for one of them", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "deadlock, 1213", SERIALIZABLE)
          .breaksOn("TiDB", DOCUMENTED, "snapshot isolation under that name", REPEATABLE_READ)
          .breaksOn("H2", MEASURED, REPEATABLE_READ, READ_COMMITTED, SERIALIZABLE)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Lock every row that the rule reads, in one order; or keep the sum in a row of its"
                  + " own; or a level that is serializable and not only called so.")
          .see(
              "Berenson et al., A Critique of ANSI SQL Isolation Levels (1995): A5B",
              "PostgreSQL manual, 13.2.3: Serializable Isolation Level")
          .alsoCalled("write-skew")
          .fixCalled("lock-all-read")
          .lesson(
              7,
              "Two rows, one rule",
              "row locks and RR do not guard a sum; real SER, or lock all rows read")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap12WriteSkew::withdraw),
              on -> stage(on, Ap12WriteSkew::withdrawLocked));

  private Ap12WriteSkew() {}

  @Broken
  static String withdraw(DataSource bank, int account, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long together = sql.number("select sum(balance) from account where id in (1, 2)");
          if (together < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = ?", amount, account);
          return "paid";
        });
  }

  @Fixed
  static String withdrawLocked(DataSource bank, int account, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long together = 0;
          for (long balance :
              sql.numbers(
                  "select balance from account where id in (1, 2) order by id for update")) {
            together += balance;
          }
          if (together < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = ?", amount, account);
          return "paid";
        });
  }

  private interface Withdrawal {
    String of(DataSource bank, int account, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-accounts")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", () -> way.of(bank, 1, 150))
        .actor("bob", () -> way.of(bank, 2, 150))
        .invariant(
            "the accounts together are not below zero", "select sum(balance) >= 0 from account");
  }
}
