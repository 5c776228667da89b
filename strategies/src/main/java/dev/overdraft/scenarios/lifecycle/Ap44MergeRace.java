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
import java.util.List;
import javax.sql.DataSource;

/** Two accounts become one while somebody pays into the one that goes. */
public final class Ap44MergeRace {

  public static final AntiPattern STORY =
      AntiPattern.of(44, "merge-race", Ap44MergeRace.class, Chapter.LIFECYCLE)
          .title("Paid into an account that has just moved")
          .story(
              """
              Merging two accounts: read what the old one holds, add it to the new one, empty the
              old one and let it point to the new one. Paying: look whether the payee has moved,
              then take from one and give to the other. A payment that arrives after the old balance
              was read is emptied away; one that has looked before the merge and pays after it
              leaves its money in an account that nobody looks at any more.
              """)
          .breaks(Rule.CONSERVATION, Rule.NO_STRANDED_MONEY)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Both lock all accounts that they are about, in the order of their ids, before they"
                  + " read anything; and decide on what the locking query said.")
          .see("github.com/pirate/django-concurrency-talk: transfer, merge, archive in one file")
          .tables(
              "create table account"
                  + " (id int primary key, balance int not null, merged_into int not null)")
          .staged(
              on ->
                  stage()
                      .actor("bank", () -> merge(on.dataSource()))
                      .actor("bob", () -> pay(on.dataSource(), 30)),
              on ->
                  stage()
                      .actor("bank", () -> mergeLocked(on.dataSource()))
                      .actor("bob", () -> payLocked(on.dataSource(), 30)));

  private Ap44MergeRace() {}

  @Broken
  static String merge(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long all = sql.number("select balance from account where id = 2");
          sql.update("update account set balance = balance + ? where id = 1", all);
          sql.update("update account set balance = 0, merged_into = 1 where id = 2");
          return "merged";
        });
  }

  @Broken
  static String pay(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          if (sql.number("select merged_into from account where id = 2") != 0) {
            return "refused: moved";
          }
          return move(sql, amount);
        });
  }

  @Fixed
  static String mergeLocked(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          List<Long> balances =
              sql.numbers("select balance from account where id in (1, 2) order by id for update");
          sql.update("update account set balance = balance + ? where id = 1", balances.get(1));
          sql.update("update account set balance = 0, merged_into = 1 where id = 2");
          return "merged";
        });
  }

  @Fixed
  static String payLocked(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          List<Long> moved =
              sql.numbers(
                  "select merged_into from account where id in (2, 3) order by id for update");
          if (moved.get(0) != 0) {
            return "refused: moved";
          }
          return move(sql, amount);
        });
  }

  private static String move(Sql sql, int amount) throws SQLException {
    int taken =
        sql.update(
            "update account set balance = balance - ? where id = 3 and balance >= ?",
            amount,
            amount);
    if (taken == 0) {
      return "refused: not enough";
    }
    sql.update("update account set balance = balance + ? where id = 2", amount);
    return "paid";
  }

  private static Scenario stage() {
    return Scenario.named("merge-and-pay")
        .given(
            "insert into account (id, balance, merged_into)"
                + " values (1, 100, 0), (2, 50, 0), (3, 100, 0)")
        .invariant("no money is made or lost", "select sum(balance) = 250 from account")
        .invariant(
            "no money is left in an account that has moved",
            "select count(*) = 0 from account where merged_into <> 0 and balance <> 0");
  }
}
