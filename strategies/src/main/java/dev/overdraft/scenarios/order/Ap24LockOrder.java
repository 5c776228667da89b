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
import java.util.List;
import javax.sql.DataSource;

/** Two transfers cross, and each waits for the row that the other one has. */
public final class Ap24LockOrder {

  public static final AntiPattern STORY =
      AntiPattern.of(24, "lock-order", Ap24LockOrder.class, Chapter.ORDER)
          .title("Crossing transfers")
          .story(
              """
              Lock the payer, lock the payee, move the money: as one would write it down. Then
              alice pays bob while bob pays alice. Each holds one row and wants the other one's,
              and the database picks a victim. No money is lost, as long as nobody swallows the
              error; but one of the two payments did not happen, and its customer sees an internal
              error.
              """)
          .breaks(Rule.PROGRESS)
          .breaksOn("PostgreSQL", MEASURED, "40P01", READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, "1213", READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("MariaDB", MEASURED, "1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "whole tables are locked", READ_COMMITTED)
          .fix(
              "Lock in one order, whoever pays: one SELECT … WHERE id IN (…) ORDER BY id FOR"
                  + " UPDATE. Count what it returns, since an account that is not there is not"
                  + " locked, and paying it is money lost. And be ready to run a victim's whole"
                  + " transaction again.")
          .see("django-ordered-model#190", "PostgreSQL manual, 13.3.4: Deadlocks")
          .lesson(4, "Crossing transfers", "locks bring deadlocks; order the ids; retry the victim")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap24LockOrder::transfer),
              on -> stage(on, Ap24LockOrder::transferInOrder));

  private Ap24LockOrder() {}

  @Broken
  static String transfer(DataSource bank, int from, int to, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long payer = sql.number("select balance from account where id = ? for update", from);
          sql.number("select balance from account where id = ? for update", to);
          if (payer < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = ?", amount, from);
          sql.update("update account set balance = balance + ? where id = ?", amount, to);
          return "paid";
        });
  }

  @Fixed
  static String transferInOrder(DataSource bank, int from, int to, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          List<Long> locked =
              sql.numbers(
                  "select id from account where id in (?, ?) order by id for update", from, to);
          if (locked.size() != 2) {
            return "refused";
          }
          long payer = sql.number("select balance from account where id = ?", from);
          if (payer < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = ?", amount, from);
          sql.update("update account set balance = balance + ? where id = ?", amount, to);
          return "paid";
        });
  }

  private interface Transfer {
    String of(DataSource bank, int from, int to, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Transfer way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("crossing-transfers")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", () -> way.of(bank, 1, 2, 80))
        .actor("bob", () -> way.of(bank, 2, 1, 50))
        .invariant("no money is made or lost", "select sum(balance) = 200 from account")
        .mustRetry(setting.deadlock());
  }
}
