package dev.overdraft.scenarios.order;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static dev.overdraft.history.Isolation.REPEATABLE_READ;
import static dev.overdraft.history.Isolation.SERIALIZABLE;
import static dev.overdraft.scenarios.Where.Basis.DOCUMENTED;
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

/** A range is locked, to keep others from inserting into it. */
public final class Ap26GapLockTrust {

  public static final AntiPattern STORY =
      AntiPattern.of(26, "gap-lock-trust", Ap26GapLockTrust.class, Chapter.ORDER)
          .title("A lock on what is not there")
          .story(
              """
              Somebody has read that InnoDB locks gaps, and reserves money like this: SELECT … FOR
              UPDATE on all holds of the account, add up, insert another one if there is enough
              left. PostgreSQL has no gap locks: where there is no row, FOR UPDATE locks nothing.
              InnoDB has, from REPEATABLE READ on, and there two may lock the same empty gap and
              then wait for each other's insert.
              """)
          .breaks(Rule.LEDGER_EQUALS_BALANCE, Rule.CAPACITY)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED)
          .holdsOn(
              "MariaDB",
              MEASURED,
              "deadlock, 1213, on an empty range",
              REPEATABLE_READ,
              SERIALIZABLE)
          .breaksOn("TiDB", DOCUMENTED, "no gap locks", REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .holdsOn(
              "HSQLDB",
              MEASURED,
              "the whole table is locked, empty or not",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("Derby", MEASURED, "ranges are locked too", SERIALIZABLE)
          .fix(
              "Write the parent first: a row that everybody has to change is a lock on all the"
                  + " children that do not exist yet. Or SERIALIZABLE, and retry.")
          .see("github.com/pirate/django-concurrency-talk, README: gap locks")
          .alsoCalled("gaplock")
          .tables(
              "create table account (id int primary key, balance int not null, holds int not null)",
              "create table hold (id int primary key, account int not null, amount int not null)")
          .staged(
              on -> stage(on, Ap26GapLockTrust::reserve),
              on -> stage(on, Ap26GapLockTrust::reserveParentFirst));

  private Ap26GapLockTrust() {}

  @Broken
  static String reserve(DataSource bank, int hold, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long held = 0;
          for (long each : sql.numbers("select amount from hold where account = 1 for update")) {
            held += each;
          }
          if (held + amount > 100) {
            return "refused";
          }
          sql.update("insert into hold (id, account, amount) values (?, 1, ?)", hold, amount);
          return "reserved";
        });
  }

  @Fixed
  static String reserveParentFirst(DataSource bank, int hold, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set holds = holds + 1 where id = 1");
          long held = sql.number("select coalesce(sum(amount), 0) from hold where account = 1");
          if (held + amount > 100) {
            return "refused";
          }
          sql.update("insert into hold (id, account, amount) values (?, 1, ?)", hold, amount);
          return "reserved";
        });
  }

  private interface Reservation {
    String of(DataSource bank, int hold, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Reservation way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-holds")
        .given("insert into account (id, balance, holds) values (1, 100, 0)")
        .actor("hotel", () -> way.of(bank, 1, 80))
        .actor("airline", () -> way.of(bank, 2, 80))
        .invariant(
            "no more is held than there is", "select coalesce(sum(amount), 0) <= 100 from hold");
  }
}
