package dev.overdraft.scenarios.lifecycle;

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
import dev.overdraft.scenarios.Sql;
import java.sql.SQLException;
import javax.sql.DataSource;

/** An account is found empty and closed, and a deposit finds it open. */
public final class Ap42MergeArchiveRace {

  public static final AntiPattern STORY =
      AntiPattern.of(42, "merge-archive-race", Ap42MergeArchiveRace.class, Chapter.LIFECYCLE)
          .title("Closed with 50 in it")
          .story(
              """
              Closing an account: look whether it is empty, then put it on the list of closed ones.
              Depositing: look whether it is on that list, then add the money. Each looks where the
              other one writes, and neither sees what is not committed yet. Afterwards the account
              is closed, holds 50, and no screen shows it any more. Merging two accounts is the same
              with more rows: see ap-44.
              """)
          .breaks(Rule.NO_STRANDED_MONEY)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("Derby", MEASURED, "ranges are locked too", SERIALIZABLE)
          .fix(
              "Keep the status in the account's own row, and put it into the WHERE of every writer:"
                  + " close if the balance is 0, deposit if it is not closed.")
          .see("github.com/pirate/django-concurrency-talk: transfer, merge, archive in one file")
          .alsoCalled("archive-race")
          .tables(
              "create table account"
                  + " (id int primary key, balance int not null, closed int not null)",
              "create table closed_account (id int primary key)")
          .staged(
              on ->
                  stage()
                      .actor("bank", () -> close(on.dataSource()))
                      .actor("alice", () -> deposit(on.dataSource(), 50)),
              on ->
                  stage()
                      .actor("bank", () -> closeEmpty(on.dataSource()))
                      .actor("alice", () -> depositOpen(on.dataSource(), 50)));

  private Ap42MergeArchiveRace() {}

  @Broken
  static String close(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          if (sql.number("select balance from account where id = 1") != 0) {
            return "not empty";
          }
          sql.update("insert into closed_account (id) values (1)");
          return "closed";
        });
  }

  @Broken
  static String deposit(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          if (sql.exists("select 1 from closed_account where id = 1")) {
            return "closed";
          }
          sql.update("update account set balance = balance + ? where id = 1", amount);
          return "deposited";
        });
  }

  @Fixed
  static String closeEmpty(DataSource bank) throws SQLException {
    int closed =
        Sql.inTransaction(
            bank, sql -> sql.update("update account set closed = 1 where id = 1 and balance = 0"));
    return closed == 1 ? "closed" : "not empty";
  }

  @Fixed
  static String depositOpen(DataSource bank, int amount) throws SQLException {
    int deposited =
        Sql.inTransaction(
            bank,
            sql ->
                sql.update(
                    "update account set balance = balance + ? where id = 1 and closed = 0",
                    amount));
    return deposited == 1 ? "deposited" : "closed";
  }

  private static Scenario stage() {
    return Scenario.named("close-and-deposit")
        .given("insert into account (id, balance, closed) values (1, 0, 0)")
        .invariant(
            "no money is left in a closed account",
            "select count(*) = 0 from account where balance <> 0"
                + " and (closed = 1 or id in (select id from closed_account))");
  }
}
