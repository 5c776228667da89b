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

/** The guard is in the statement, but in a subquery. */
public final class Ap14SubqueryGuard {

  public static final AntiPattern STORY =
      AntiPattern.of(14, "subquery-guard", Ap14SubqueryGuard.class, Chapter.SETS)
          .title("One statement, two snapshots")
          .story(
              """
              The check has been moved into the UPDATE, as one should, but the rule is on a sum, so
              it is a subquery. Two of them meet at the row. The second waits, and when the first
              has committed, PostgreSQL looks at that row again, and only at that row: the subquery
              keeps the snapshot from before the wait, in which there still was enough. One
              statement has used two versions of the truth.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn(
              "PostgreSQL",
              MEASURED,
              "40001, as long as both write the same row",
              REPEATABLE_READ,
              SERIALIZABLE)
          .holdsOn("CockroachDB", DOCUMENTED, "one snapshot a statement", READ_COMMITTED)
          .holdsOn(
              "MariaDB",
              MEASURED,
              "the guard is evaluated after the wait, if both write the same row",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn(
              "HSQLDB",
              MEASURED,
              "a statement has the table to itself",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .fix(
              "A guard may look at the row that it updates, and at nothing else. For a rule on"
                  + " several rows, lock them all first, in a statement of its own.")
          .see("PostgreSQL manual, 13.2.1: Read Committed Isolation Level")
          .alsoCalled("atomic-update-subquery-guard")
          .lesson(
              9,
              "One statement, two snapshots",
              "a single statement is not automatically atomic at READ COMMITTED")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap14SubqueryGuard::withdraw),
              on -> stage(on, Ap14SubqueryGuard::withdrawLocked));

  private Ap14SubqueryGuard() {}

  @Broken
  static String withdraw(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          int paid =
              sql.update(
                  "update account set balance = balance - ?"
                      + " where id = 1 and (select sum(balance) from account) >= ?",
                  amount,
                  amount);
          return paid == 1 ? "paid" : "refused";
        });
  }

  @Fixed
  static String withdrawLocked(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.numbers("select id from account where id in (1, 2) order by id for update");
          int paid =
              sql.update(
                  "update account set balance = balance - ?"
                      + " where id = 1 and (select sum(balance) from account) >= ?",
                  amount,
                  amount);
          return paid == 1 ? "paid" : "refused";
        });
  }

  private interface Withdrawal {
    String of(DataSource bank, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("guarded-by-a-sum")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", () -> way.of(bank, 150))
        .actor("bob", () -> way.of(bank, 150))
        .invariant(
            "the accounts together are not below zero", "select sum(balance) >= 0 from account");
  }
}
