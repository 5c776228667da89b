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
import javax.sql.DataSource;

/** A shared lock is taken first, and the exclusive one when it is needed. */
public final class Ap25LockUpgrade {

  public static final AntiPattern STORY =
      AntiPattern.of(25, "lock-upgrade", Ap25LockUpgrade.class, Chapter.ORDER)
          .title("Two readers who both want to write")
          .story(
              """
              A log row is written first, then the account that it points to is locked and changed.
              The foreign key has locked that account already, shared, so that nobody deletes it;
              shared locks let each other in. Now both want FOR UPDATE, and each waits for the
              other's share. The same with FOR SHARE, and an UPDATE after it.
              """)
          .breaks(Rule.PROGRESS)
          .breaksOn("PostgreSQL", MEASURED, "40P01", READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, "1213", READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("MariaDB", MEASURED, "1213", SERIALIZABLE)
          .holdsOn("H2", MEASURED, "for share keeps others out too", READ_COMMITTED)
          .holdsOn(
              "HSQLDB",
              MEASURED,
              "whole tables are locked",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .holdsOn(
              "Derby", MEASURED, "its foreign keys keep no lock", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "The strongest lock first: lock the account, then write what points to it. On"
                  + " PostgreSQL FOR NO KEY UPDATE does not collide with foreign keys at all.")
          .see("PostgreSQL manual, 13.3.2: Row-Level Locks")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table entry (id int primary key,"
                  + " account int not null references account (id), amount int not null)")
          .staged(
              on -> stage(on, Ap25LockUpgrade::deposit),
              on -> stage(on, Ap25LockUpgrade::depositLockedFirst));

  private Ap25LockUpgrade() {}

  @Broken
  static void deposit(DataSource bank, int entry, int amount) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          sql.update("insert into entry (id, account, amount) values (?, 1, ?)", entry, amount);
          long balance = sql.number("select balance from account where id = 1 for update");
          return sql.update("update account set balance = ? where id = 1", balance + amount);
        });
  }

  @Fixed
  static void depositLockedFirst(DataSource bank, int entry, int amount) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          long balance = sql.number("select balance from account where id = 1 for update");
          sql.update("insert into entry (id, account, amount) values (?, 1, ?)", entry, amount);
          return sql.update("update account set balance = ? where id = 1", balance + amount);
        });
  }

  private interface Deposit {
    void of(DataSource bank, int entry, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Deposit way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-deposits")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(bank, 1, 10))
        .actor("bob", () -> way.of(bank, 2, 50))
        .invariant(
            "every deposit is in the balance",
            "select (select balance from account) = 100 + coalesce(sum(amount), 0) from entry")
        .mustRetry(setting.deadlock());
  }
}
