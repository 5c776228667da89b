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
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** A log is followed by its ids, which are given out before the commits. */
public final class Ap41LogOrder {

  public static final AntiPattern STORY =
      AntiPattern.of(41, "log-order", Ap41LogOrder.class, Chapter.LIFECYCLE)
          .title("The entry that came in behind")
          .story(
              """
              A follower reads the outbox from where it stopped last time: WHERE id > position. The
              ids come from a sequence, when a row is inserted; it is seen when its transaction
              commits. Two writers get 1 and 2, and the second commits first. The follower sees 2,
              notes 2 as its position, and will never ask for 1. SERIALIZABLE does not help: there
              is a serial order in which all of this is right, only the ids are not in it.
              """)
          .breaks(Rule.COMMIT_ORDER_LOG, Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, "auto_increment is a sequence too", READ_COMMITTED)
          .breaksOn("MariaDB", MEASURED, "auto_increment is a sequence too", REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, SERIALIZABLE)
          .fix(
              "Give out the ids in commit order: a counter row that is held from the id to the"
                  + " commit, so one writer at a time. Or a follower that knows about gaps and"
                  + " waits for them to close.")
          .see("PostgreSQL manual, 9.17: nextval is never rolled back, and never waits")
          .alsoCalled("outbox-tailing")
          .fixCalled("single-sequencer")
          .tables(
              "create table outbox (id serial primary key, event varchar(20) not null)",
              "create table counter (id int primary key, last int not null)",
              "create table follower"
                  + " (id int primary key, position int not null, delivered int not null)")
          .staged(
              on -> stage(on, Ap41LogOrder::write), on -> stage(on, Ap41LogOrder::writeInOrder));

  private Ap41LogOrder() {}

  @Broken
  static void write(DataSource bank, String event) throws SQLException {
    Sql.inTransaction(bank, sql -> sql.update("insert into outbox (event) values (?)", event));
  }

  @Fixed
  static void writeInOrder(DataSource bank, String event) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update counter set last = last + 1 where id = 1");
          long id = sql.number("select last from counter where id = 1");
          return sql.update("insert into outbox (id, event) values (?, ?)", id, event);
        });
  }

  /** One round of the follower: what is new is delivered, and the position noted. */
  private static void follow(DataSource bank) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          long position = sql.number("select position from follower where id = 1");
          List<Long> unread =
              sql.numbers("select id from outbox where id > ? order by id", position);
          for (long id : unread) {
            position = id;
          }
          return sql.update(
              "update follower set position = ?, delivered = delivered + ? where id = 1",
              position,
              unread.size());
        });
  }

  private interface Writer {
    void of(DataSource bank, String event) throws SQLException;
  }

  private static Scenario stage(Setting setting, Writer way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-writers-and-a-follower")
        .given(
            "insert into counter (id, last) values (1, 0)",
            "insert into follower (id, position, delivered) values (1, 0, 0)")
        .actor("alice", () -> way.of(bank, "alice paid"))
        .actor("bob", () -> way.of(bank, "bob paid"))
        .actor("follower", () -> follow(bank))
        .invariant(
            "every entry up to the follower's position was delivered",
            "select (select count(*) from outbox where id <= position) = delivered from follower");
  }
}
