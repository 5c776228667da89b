package dev.overdraft.scenarios.sets;

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

/** The debit was guarded, and did nothing; the credit is booked all the same. */
public final class Ap15RowcountIgnored {

  public static final AntiPattern STORY =
      AntiPattern.of(15, "rowcount-ignored", Ap15RowcountIgnored.class, Chapter.SETS)
          .title("The debit that hit no row")
          .story(
              """
              The form has been checked against the balance, and the debit is guarded on top: no
              account will ever go below zero, and none does. When somebody else was faster, the
              UPDATE matches no row, which is no error in SQL. The credit that follows is booked
              out of nothing. The same happens, without any race, when the payee does not exist.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix("Look at the row count of every write that matters, and roll back unless it is 1.")
          .see("github.com/pirate/django-concurrency-talk, send_money with an unknown payee")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap15RowcountIgnored::transfer),
              on -> stage(on, Ap15RowcountIgnored::transferCounted));

  private Ap15RowcountIgnored() {}

  @Broken
  static String transfer(DataSource bank, int to, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          if (sql.number("select balance from account where id = 1") < amount) {
            return "refused";
          }
          sql.update(
              "update account set balance = balance - ? where id = 1 and balance >= ?",
              amount,
              amount);
          sql.update("update account set balance = balance + ? where id = ?", amount, to);
          return "paid";
        });
  }

  @Fixed
  static String transferCounted(DataSource bank, int to, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          int debited =
              sql.update(
                  "update account set balance = balance - ? where id = 1 and balance >= ?",
                  amount,
                  amount);
          if (debited != 1) {
            return "refused";
          }
          if (sql.update("update account set balance = balance + ? where id = ?", amount, to)
              != 1) {
            throw new IllegalStateException("no account " + to);
          }
          return "paid";
        });
  }

  private interface Transfer {
    String of(DataSource bank, int to, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Transfer way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-transfers")
        .given("insert into account (id, balance) values (1, 100), (2, 0), (3, 0)")
        .actor("alice", () -> way.of(bank, 2, 80))
        .actor("bob", () -> way.of(bank, 3, 80))
        .invariant("no money is made or lost", "select sum(balance) = 100 from account");
  }
}
