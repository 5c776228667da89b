package dev.overdraft.scenarios.errors;

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

/** The level has the right name. */
public final class Ap31LabelTrust {

  public static final AntiPattern STORY =
      AntiPattern.of(31, "label-trust", Ap31LabelTrust.class, Chapter.ERRORS)
          .title("What the label says")
          .story(
              """
              The design says: repeatable reads, so what was read cannot change until the commit.
              The name is the same everywhere, and what it means is not. In PostgreSQL it is
              snapshot isolation: what was read may well change, one is only not shown. Oracle
              sells that as SERIALIZABLE, and so did PostgreSQL up to 9.0. Two loans are approved
              against one limit; a real SERIALIZABLE refuses one of them.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE, Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, "snapshot isolation under that name", REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "real since 9.1, 40001", SERIALIZABLE)
          .breaksOn("Oracle", DOCUMENTED, "snapshot isolation under that name", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, "write skew passes under that name", REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "real, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, REPEATABLE_READ, READ_COMMITTED, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("Derby", MEASURED, "ranges are locked too", SERIALIZABLE)
          .fix(
              "Ask the server, not its manual: overdraft probe says what each level prevents. And"
                  + " guard what matters by a row that both have to write, which holds at any level.")
          .see(
              "Kleppmann, Hermitage",
              "PostgreSQL 9.1 release notes: true serializability",
              "Jepsen, MySQL 8.0.34 (2023)")
          .tables(
              "create table customer (id int primary key, exposure int not null)",
              "create table loan (id int primary key, customer int not null, amount int not null)")
          .staged(
              on -> stage(on, Ap31LabelTrust::approve),
              on -> stage(on, Ap31LabelTrust::approveInOneRow));

  private Ap31LabelTrust() {}

  @Broken
  static String approve(DataSource bank, int loan, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long exposure =
              sql.number("select coalesce(sum(amount), 0) from loan where customer = 1");
          if (exposure + amount > 100) {
            return "declined";
          }
          sql.update("insert into loan (id, customer, amount) values (?, 1, ?)", loan, amount);
          return "approved";
        });
  }

  @Fixed
  static String approveInOneRow(DataSource bank, int loan, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          int within =
              sql.update(
                  "update customer set exposure = exposure + ?"
                      + " where id = 1 and exposure + ? <= 100",
                  amount,
                  amount);
          if (within == 0) {
            return "declined";
          }
          sql.update("insert into loan (id, customer, amount) values (?, 1, ?)", loan, amount);
          return "approved";
        });
  }

  private interface Approval {
    String of(DataSource bank, int loan, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Approval way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-loans")
        .given("insert into customer (id, exposure) values (1, 0)")
        .actor("alice", () -> way.of(bank, 1, 80))
        .actor("bob", () -> way.of(bank, 2, 80))
        .invariant("the limit is kept", "select coalesce(sum(amount), 0) <= 100 from loan");
  }
}
