package dev.overdraft.scenarios.locks;

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

/** Read, decide, lock, and write what was decided before the lock. */
public final class Ap06LockAfterRead {

  public static final AntiPattern STORY =
      AntiPattern.of(6, "lock-after-read", Ap06LockAfterRead.class, Chapter.LOCKS)
          .title("Locked too late")
          .story(
              """
              The balance is read to see whether the deposit needs checking at all; then the row is
              locked, and the new balance is written. The lock is real and the second one waits for
              it. It wakes up holding the row, and a balance from before it went to sleep.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix("Whatever is written must come from a read under the lock: read again.")
          .see("hackclub/hcb#13091")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table deposit (customer varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap06LockAfterRead::deposit),
              on -> stage(on, Ap06LockAfterRead::depositReadAgain));

  private Ap06LockAfterRead() {}

  @Broken
  static void deposit(DataSource bank, String customer, int amount) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          long balance = sql.number("select balance from account where id = 1");
          sql.number("select id from account where id = 1 for update");
          sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
          return sql.update("update account set balance = ? where id = 1", balance + amount);
        });
  }

  @Fixed
  static void depositReadAgain(DataSource bank, String customer, int amount) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          long balance = sql.number("select balance from account where id = 1 for update");
          sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
          return sql.update("update account set balance = ? where id = 1", balance + amount);
        });
  }

  private interface Deposit {
    void of(DataSource bank, String customer, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Deposit way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-deposits")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(bank, "alice", 10))
        .actor("bob", () -> way.of(bank, "bob", 50))
        .invariant(
            "every deposit is in the balance",
            "select (select balance from account) = 100 + coalesce(sum(amount), 0) from deposit");
  }
}
