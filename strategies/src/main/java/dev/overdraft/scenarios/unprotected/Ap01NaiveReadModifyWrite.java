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

/** Two withdrawals read one balance, and both are paid out of it. */
public final class Ap01NaiveReadModifyWrite {

  public static final AntiPattern STORY =
      AntiPattern.of(
              1, "naive-read-modify-write", Ap01NaiveReadModifyWrite.class, Chapter.UNPROTECTED)
          .title("Two withdrawals, one balance")
          .story(
              """
              An account holds 100. Two cash machines read that balance, find it sufficient, and
              each writes back what is left after its own payment. Whoever writes last wins: 200
              has been paid out, the balance says 0, and no account was ever below zero. A
              transaction around it changes nothing at READ COMMITTED, since it makes the two
              statements atomic, and not isolated.
              """)
          .breaks(Rule.CONSERVATION, Rule.LEDGER_EQUALS_BALANCE, Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn(
              "PostgreSQL", MEASURED, "40001 for the second writer", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "deadlock, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ)
          .breaksOn("Derby", MEASURED, READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "One guarded statement: move the check into the UPDATE and look at the row count."
                  + " Or lock the row as it is read, or write only if its version has not moved.")
          .see(
              "Warszawski and Bailis, ACIDRain (SIGMOD 2017): 22 such bugs in 12 web shops",
              "svsticky/constipated-koala#185",
              "limpbrains/django-cc#8",
              "encode/django-rest-framework#4675")
          .alsoCalled("ap-01-naive-rmw")
          .lesson(
              1,
              "Two withdrawals, one balance",
              "200 paid from 100, balance 0, and \"never negative\" is content")
          .lesson(
              3,
              "One guarded statement",
              "move the check into the write; look at the row count; > or >=")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table payout (customer varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap01NaiveReadModifyWrite::withdrawNaively),
              on -> stage(on, Ap01NaiveReadModifyWrite::withdrawGuarded));

  private Ap01NaiveReadModifyWrite() {}

  @Broken
  static String withdrawNaively(DataSource bank, String customer, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long balance = sql.number("select balance from account where id = 1");
          if (balance < amount) {
            return "refused";
          }
          sql.update("update account set balance = ? where id = 1", balance - amount);
          sql.update("insert into payout (customer, amount) values (?, ?)", customer, amount);
          return "paid";
        });
  }

  @Fixed
  static String withdrawGuarded(DataSource bank, String customer, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          int paid =
              sql.update(
                  "update account set balance = balance - ? where id = 1 and balance >= ?",
                  amount,
                  amount);
          if (paid == 0) {
            return "refused";
          }
          sql.update("insert into payout (customer, amount) values (?, ?)", customer, amount);
          return "paid";
        });
  }

  private interface Withdrawal {
    String of(DataSource bank, String customer, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-withdrawals")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(bank, "alice", 100))
        .actor("bob", () -> way.of(bank, "bob", 100))
        .invariant(
            "what was paid out has left the account",
            "select (select balance from account) + coalesce(sum(amount), 0) = 100 from payout")
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0");
  }
}
