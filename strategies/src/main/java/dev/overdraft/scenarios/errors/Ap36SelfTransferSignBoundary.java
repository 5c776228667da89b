package dev.overdraft.scenarios.errors;

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
import java.util.List;
import java.util.NoSuchElementException;
import javax.sql.DataSource;

/** Inputs that nobody thought of: oneself, less than nothing, exactly all. */
public final class Ap36SelfTransferSignBoundary {

  public static final AntiPattern STORY =
      AntiPattern.of(
              36, "self-transfer-sign-boundary", Ap36SelfTransferSignBoundary.class, Chapter.ERRORS)
          .title("To oneself, and less than nothing")
          .story(
              """
              A transfer loads payer and payee, subtracts from the one, adds to the other, and
              saves both. To oneself that is two copies of one account: the debited one is saved
              first, the credited one over it, and 80 have been made. An amount of -80 passes every
              check for sufficient funds and takes the money from the payee, who may not even have
              it. And balance > amount refuses the customer who has exactly enough. No lock and no
              level helps, and no race is needed.
              """)
          .breaks(Rule.CONSERVATION, Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, "as on every engine", READ_COMMITTED)
          .breaksOn("MariaDB", MEASURED, "as on every engine", REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Validate first: amount > 0, payer and payee differ; then let the database subtract"
                  + " and compare, with >=, and look at the row counts; and let generated inputs"
                  + " look for what else was not thought of.")
          .see("github.com/pirate/django-concurrency-talk, send_money with -80")
          .sequential()
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap36SelfTransferSignBoundary::transfer),
              on -> stage(on, Ap36SelfTransferSignBoundary::transferValidated));

  private Ap36SelfTransferSignBoundary() {}

  @Broken
  static String transfer(DataSource bank, int from, int to, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long payer = sql.number("select balance from account where id = ?", from);
          long payee = sql.number("select balance from account where id = ?", to);
          if (payer <= amount) {
            return "refused";
          }
          sql.update("update account set balance = ? where id = ?", payer - amount, from);
          sql.update("update account set balance = ? where id = ?", payee + amount, to);
          return "paid";
        });
  }

  @Fixed
  static String transferValidated(DataSource bank, int from, int to, int amount)
      throws SQLException {
    if (amount <= 0 || from == to) {
      return "refused";
    }
    return Sql.inTransaction(
        bank,
        sql -> {
          int paid =
              sql.update(
                  "update account set balance = balance - ? where id = ? and balance >= ?",
                  amount,
                  from,
                  amount);
          if (paid == 0) {
            return "refused";
          }
          if (sql.update("update account set balance = balance + ? where id = ?", amount, to)
              == 0) {
            throw new NoSuchElementException("no account " + to);
          }
          return "paid";
        });
  }

  private interface Transfer {
    String of(DataSource bank, int from, int to, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Transfer way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("strange-transfers")
        .given("insert into account (id, balance) values (1, 100), (2, 100), (3, 50), (4, 100)")
        .actor(
            "mallory",
            () -> List.of(way.of(bank, 1, 1, 80), way.of(bank, 2, 3, -80), way.of(bank, 4, 2, 100)))
        .invariant("no money is made or lost", "select sum(balance) = 350 from account")
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0")
        .invariant(
            "whoever has exactly enough may pay", "select balance = 0 from account where id = 4");
  }
}
