package dev.overdraft.scenarios.optimistic;

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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** The version is the time of the last change, in whole seconds. */
public final class Ap17CompareAndSwapTimestamp {

  public static final AntiPattern STORY =
      AntiPattern.of(
              17,
              "compare-and-swap-timestamp",
              Ap17CompareAndSwapTimestamp.class,
              Chapter.OPTIMISTIC)
          .title("A version that stands still")
          .story(
              """
              There is a modified column already, so why not use it as the version? Because two
              changes within one tick of its clock leave the same value behind: MySQL's DATETIME
              counts seconds unless told otherwise. The first save sets the time that was there
              before, and the second one, which has read before it, finds its guard unharmed. A
              value that is its own version has the same hole: it may come back.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix("An integer that every write raises.")
          .see("Hibernate User Guide: timestamps are less reliable than version numbers")
          .tables(
              "create table account (id int primary key, balance int not null,"
                  + " modified timestamp(0) not null, version int not null)",
              "create table deposit (customer varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap17CompareAndSwapTimestamp::deposit),
              on -> stage(on, Ap17CompareAndSwapTimestamp::depositVersioned));

  /** All of the scenario happens within one second. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2018-04-12T07:37:00Z"), ZoneOffset.UTC);

  private Ap17CompareAndSwapTimestamp() {}

  private record Seen(long balance, LocalDateTime modified, long version) {}

  private static Seen read(DataSource bank) throws SQLException {
    return Sql.autocommit(
        bank,
        sql ->
            sql.all(
                    "select balance, modified, version from account where id = 1",
                    row ->
                        new Seen(
                            row.getLong(1), row.getObject(2, LocalDateTime.class), row.getLong(3)))
                .get(0));
  }

  @Broken
  static String deposit(DataSource bank, String customer, int amount) throws SQLException {
    Seen seen = read(bank);
    return Sql.inTransaction(
        bank,
        sql -> {
          int saved =
              sql.update(
                  "update account set balance = ?, modified = ? where id = 1 and modified = ?",
                  seen.balance() + amount,
                  LocalDateTime.now(CLOCK),
                  seen.modified());
          if (saved == 0) {
            return "somebody else was faster";
          }
          sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
          return "saved";
        });
  }

  @Fixed
  static String depositVersioned(DataSource bank, String customer, int amount) throws SQLException {
    Seen seen = read(bank);
    return Sql.inTransaction(
        bank,
        sql -> {
          int saved =
              sql.update(
                  "update account set balance = ?, version = version + 1"
                      + " where id = 1 and version = ?",
                  seen.balance() + amount,
                  seen.version());
          if (saved == 0) {
            return "somebody else was faster";
          }
          sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
          return "saved";
        });
  }

  private interface Deposit {
    String of(DataSource bank, String customer, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Deposit way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-deposits")
        .given(
            "insert into account (id, balance, modified, version)"
                + " values (1, 100, '2018-04-12 07:37:00', 0)")
        .actor("alice", () -> way.of(bank, "alice", 10))
        .actor("bob", () -> way.of(bank, "bob", 50))
        .invariant(
            "every deposit is in the balance",
            "select (select balance from account) = 100 + coalesce(sum(amount), 0) from deposit");
  }
}
