package dev.overdraft.scenarios.unprotected;

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

/** The balance is checked by a query, and lowered by an update that checks nothing. */
public final class Ap02CheckThenBlindDecrement {

  public static final AntiPattern STORY =
      AntiPattern.of(
              2,
              "check-then-blind-decrement",
              Ap02CheckThenBlindDecrement.class,
              Chapter.UNPROTECTED)
          .title("The opposite bug")
          .story(
              """
              Somebody has heard that absolute writes lose updates, and writes balance = balance -
              80 instead. Now no payment is forgotten: but the check is still a statement of its
              own. Both find 100, both take 80, and the account stands at -60. The sum is right to
              the cent, so an audit of deposits against withdrawals is content.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn(
              "PostgreSQL", MEASURED, "40001 for the second writer", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "The guard belongs into the WHERE of the write, and the row count must be looked at;"
                  + " CHECK (balance >= 0) catches whoever forgets.")
          .see(
              "Flexcoin lost 896 BTC this way and closed (2014)",
              "Poloniex lost 12.3 % of its funds (2014)")
          .lesson(2, "The opposite bug", "-60 while the sum is right: one invariant is not enough")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap02CheckThenBlindDecrement::withdrawBlindly),
              on -> stage(on, Ap02CheckThenBlindDecrement::withdrawGuarded));

  private Ap02CheckThenBlindDecrement() {}

  @Broken
  static String withdrawBlindly(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long balance = sql.number("select balance from account where id = 1");
          if (balance < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = 1", amount);
          return "paid";
        });
  }

  @Fixed
  static String withdrawGuarded(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          int paid =
              sql.update(
                  "update account set balance = balance - ? where id = 1 and balance >= ?",
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
    return Scenario.named("two-withdrawals")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(bank, 80))
        .actor("bob", () -> way.of(bank, 80))
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0");
  }
}
