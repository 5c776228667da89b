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

/** All children are locked, and a new one is inserted. */
public final class Ap11PhantomUnderChildLock {

  public static final AntiPattern STORY =
      AntiPattern.of(11, "phantom-under-child-lock", Ap11PhantomUnderChildLock.class, Chapter.SETS)
          .title("The row that was not there")
          .story(
              """
              A player's chips are spread over tables, and their total is stored with the player.
              To correct the total, every stack is locked, the stacks are added up, and the sum is
              saved. Locked is what was there. A stack that is bought meanwhile is a new row, which
              no lock on the others keeps out, and the sum that is saved over it does not have it.
              """)
          .breaks(Rule.LEDGER_EQUALS_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED)
          .holdsOn(
              "MariaDB",
              MEASURED,
              "the gap behind the last child is locked too",
              REPEATABLE_READ,
              SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("H2", MEASURED, "40001", SERIALIZABLE)
          .fix(
              "Lock the parent first, then read: who wants to add a child has to write the parent"
                  + " too. Or never store a computed total, only add and subtract.")
          .see("github.com/pirate/django-concurrency-talk, the takeaway slide")
          .alsoCalled("sum-children-as-printed")
          .fixCalled("parent-first-sum")
          .lesson(8, "The row that was not there", "absent rows cannot be locked; lock a parent")
          .tables(
              "create table player (id int primary key, total int not null)",
              "create table stack (id int primary key, player int not null, chips int not null)")
          .staged(
              on -> stage(on, Ap11PhantomUnderChildLock::recount),
              on -> stage(on, Ap11PhantomUnderChildLock::recountParentFirst));

  private Ap11PhantomUnderChildLock() {}

  @Broken
  static void recount(DataSource casino) throws SQLException {
    Sql.inTransaction(
        casino,
        sql -> {
          long sum = 0;
          for (long chips :
              sql.numbers("select chips from stack where player = 1 order by id for update")) {
            sum += chips;
          }
          return sql.update("update player set total = ? where id = 1", sum);
        });
  }

  @Fixed
  static void recountParentFirst(DataSource casino) throws SQLException {
    Sql.inTransaction(
        casino,
        sql -> {
          sql.number("select total from player where id = 1 for update");
          long sum = sql.number("select sum(chips) from stack where player = 1");
          return sql.update("update player set total = ? where id = 1", sum);
        });
  }

  /** Another stack; the total is kept up to date. */
  private static void buyIn(DataSource casino) throws SQLException {
    Sql.inTransaction(
        casino,
        sql -> {
          sql.update("insert into stack (id, player, chips) values (3, 1, 5)");
          return sql.update("update player set total = total + 5 where id = 1");
        });
  }

  private interface Recount {
    void on(DataSource casino) throws SQLException;
  }

  private static Scenario stage(Setting setting, Recount recount) {
    DataSource casino = setting.dataSource();
    return Scenario.named("recount-and-buy-in")
        .given(
            "insert into player (id, total) values (1, 30)",
            "insert into stack (id, player, chips) values (1, 1, 10), (2, 1, 20)")
        .actor("recount", () -> recount.on(casino))
        .actor("alice", () -> buyIn(casino))
        .invariant(
            "the stored total is the sum of the stacks",
            "select (select total from player) = (select sum(chips) from stack)");
  }
}
