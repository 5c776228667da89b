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

/** A pot is split with great care for the remainder, and none for who pays into it meanwhile. */
public final class Ap45PayoutSplit {

  public static final AntiPattern STORY =
      AntiPattern.of(45, "payout-split", Ap45PayoutSplit.class, Chapter.LIFECYCLE)
          .title("The remainder that swallowed a stake")
          .story(
              """
              A pot of 100 is split among three: 33 each, and the one that is left stays in the pot.
              The arithmetic is right, to the last unit. But the pot was read at the beginning, and
              at the end it is set to the remainder; who pays a stake into it in between has paid it
              to nobody. And two who split the same pot split it twice.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Lock the pot before you read it, as everybody does who pays into it, and take out"
                  + " what was paid instead of writing down what should be left.")
          .see(
              "github.com/pirate/django-concurrency-talk: salami slices",
              "overdraft explore money: largest-remainder")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on ->
                  stage()
                      .actor("dealer", () -> split(on.dataSource()))
                      .actor("dave", () -> stake(on.dataSource(), 50)),
              on ->
                  stage()
                      .actor("dealer", () -> splitLocked(on.dataSource()))
                      .actor("dave", () -> stake(on.dataSource(), 50)));

  private static final int WINNERS = 3;

  private Ap45PayoutSplit() {}

  @Broken
  static String split(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long pot = sql.number("select balance from account where id = 1");
          long share = pot / WINNERS;
          sql.update("update account set balance = balance + ? where id in (2, 3, 4)", share);
          sql.update("update account set balance = ? where id = 1", pot - share * WINNERS);
          return "split";
        });
  }

  @Fixed
  static String splitLocked(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long pot = sql.number("select balance from account where id = 1 for update");
          long share = pot / WINNERS;
          sql.update("update account set balance = balance + ? where id in (2, 3, 4)", share);
          sql.update("update account set balance = balance - ? where id = 1", share * WINNERS);
          return "split";
        });
  }

  /** Right by itself: the pot is locked first, as the one with the lowest id. */
  static String stake(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.numbers("select id from account where id in (1, 5) order by id for update");
          int taken =
              sql.update(
                  "update account set balance = balance - ? where id = 5 and balance >= ?",
                  amount,
                  amount);
          if (taken == 0) {
            return "refused: not enough";
          }
          sql.update("update account set balance = balance + ? where id = 1", amount);
          return "staked";
        });
  }

  private static Scenario stage() {
    return Scenario.named("split-and-stake")
        .given(
            "insert into account (id, balance)"
                + " values (1, 100), (2, 0), (3, 0), (4, 0), (5, 50)")
        .invariant("no money is made or lost", "select sum(balance) = 150 from account");
  }
}
