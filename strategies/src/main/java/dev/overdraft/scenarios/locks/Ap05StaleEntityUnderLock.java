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
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** The row is locked, and the object in memory is still the old one. */
public final class Ap05StaleEntityUnderLock {

  public static final AntiPattern STORY =
      AntiPattern.of(5, "stale-entity-under-lock", Ap05StaleEntityUnderLock.class, Chapter.LOCKS)
          .title("The lock that read nothing new")
          .story(
              """
              The entity was loaded before, to show it or to validate a form. Now it is locked, and
              the lock is real: SELECT … FOR UPDATE is sent, and it waits for whoever was first.
              But what comes back is only the lock. Hibernate keeps the object that its persistence
              context has already, with the balance that it had before the wait, and writes back
              what it computes from that.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, "with Hibernate, without @Version", READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn(
              "MariaDB",
              MEASURED,
              "with Hibernate, without @Version",
              READ_COMMITTED,
              REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "refresh(entity, PESSIMISTIC_WRITE), the only call that reads again under the lock;"
                  + " or lock with the first load; or @Version, which then refuses the write.")
          .see(
              "doctrine/orm#6650", "rails/rails#45628", "Rails' with_lock reloads, for this reason")
          .lesson(
              5,
              "The lock that read nothing new",
              "lock and read belong together; an ORM's cache hides the difference")
          .tables(
              "create table account (id bigint primary key, balance bigint not null)",
              "create table deposit (customer varchar(20) primary key, amount bigint not null)")
          .staged(
              on -> stage(on, Ap05StaleEntityUnderLock::deposit),
              on -> stage(on, Ap05StaleEntityUnderLock::depositRefreshed));

  private Ap05StaleEntityUnderLock() {}

  /** An account without a version. */
  @Entity(name = "Account")
  @Table(name = "account")
  public static class Account {
    @Id long id;
    long balance;

    /** For Hibernate. */
    protected Account() {}
  }

  @Broken
  static void deposit(SessionFactory bank, String customer, long amount) {
    bank.inTransaction(
        sql -> {
          Account account = sql.find(Account.class, 1L);
          sql.lock(account, LockMode.PESSIMISTIC_WRITE);
          account.balance += amount;
          record(sql, customer, amount);
        });
  }

  @Fixed
  static void depositRefreshed(SessionFactory bank, String customer, long amount) {
    bank.inTransaction(
        sql -> {
          Account account = sql.find(Account.class, 1L);
          sql.refresh(account, LockModeType.PESSIMISTIC_WRITE);
          account.balance += amount;
          record(sql, customer, amount);
        });
  }

  private static void record(Session sql, String customer, long amount) {
    sql.createNativeMutationQuery("insert into deposit (customer, amount) values (:who, :amount)")
        .setParameter("who", customer)
        .setParameter("amount", amount)
        .executeUpdate();
  }

  private interface Deposit {
    void of(SessionFactory bank, String customer, long amount);
  }

  private static Scenario stage(Setting setting, Deposit way) {
    SessionFactory bank = setting.hibernate(Account.class);
    return Scenario.named("two-deposits")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(bank, "alice", 10))
        .actor("bob", () -> way.of(bank, "bob", 50))
        .invariant(
            "every deposit is in the balance",
            "select (select balance from account) = 100 + coalesce(sum(amount), 0) from deposit");
  }
}
