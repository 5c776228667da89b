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
import javax.sql.DataSource;

/** One path locks the row, another one has never heard of it. */
public final class Ap38MixedStrategies {

  public static final AntiPattern STORY =
      AntiPattern.of(38, "mixed-strategies", Ap38MixedStrategies.class, Chapter.LIFECYCLE)
          .title("Three ways to the same row")
          .story(
              """
              The payment service locks the row, reads, writes. It was written with care, and is
              tested. The bonus job on the same table reads and writes as it comes. A row lock
              stops those who ask for it: the job's plain SELECT reads straight through it, and its
              UPDATE waits for the careful one and then overwrites it. The worst of all paths is
              what the table is worth.
              """)
          .breaks(Rule.CONSERVATION, Rule.LEDGER_EQUALS_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix("One way to write: a single module, or a procedure, that everybody has to use.")
          .see("Monadical-SAS/oddslingers.poker: three transfers of different safety")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table entry (id varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap38MixedStrategies::bonus),
              on -> stage(on, Ap38MixedStrategies::bonusLocked));

  private Ap38MixedStrategies() {}

  /** The careful path. */
  private static void pay(DataSource bank, String id, int amount) throws SQLException {
    Sql.inTransaction(bank, sql -> book(sql, " for update", id, -amount));
  }

  @Broken
  static void bonus(DataSource bank, String id, int amount) throws SQLException {
    Sql.inTransaction(bank, sql -> book(sql, "", id, amount));
  }

  @Fixed
  static void bonusLocked(DataSource bank, String id, int amount) throws SQLException {
    Sql.inTransaction(bank, sql -> book(sql, " for update", id, amount));
  }

  private static int book(Sql sql, String lock, String id, int amount) throws SQLException {
    long balance = sql.number("select balance from account where id = 1" + lock);
    sql.update("insert into entry (id, amount) values (?, ?)", id, amount);
    return sql.update("update account set balance = ? where id = 1", balance + amount);
  }

  private interface Job {
    void of(DataSource bank, String id, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Job job) {
    DataSource bank = setting.dataSource();
    return Scenario.named("payment-and-bonus")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> pay(bank, "payment", 50))
        .actor("job", () -> job.of(bank, "bonus", 10))
        .invariant(
            "the entries are the balance",
            "select (select balance from account) = 100 + coalesce(sum(amount), 0) from entry");
  }
}
