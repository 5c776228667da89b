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
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;

/** The lock is asked for in the program, and no SQL is sent. */
public final class Ap04LazyLock {

  public static final AntiPattern STORY =
      AntiPattern.of(4, "lazy-lock", Ap04LazyLock.class, Chapter.LOCKS)
          .title("The lock that was never sent")
          .story(
              """
              The code says lock, and it reads as if it did: a query with PESSIMISTIC_WRITE is
              built. But a query is only a description until somebody asks for its rows. Django's
              select_for_update().filter(…) followed by update() is the same: one lone UPDATE
              reaches the server. Two deposits run as if there were no lock, because there is none.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Run the locking query and work with what it returned; and let a test listen to the"
                  + " SQL, and miss FOR UPDATE when it is not there.")
          .see(
              "HHH-17395: refresh with a lock, of a proxy, sent nothing; mended in 2024",
              "quarkusio/quarkus#36633, the same",
              "ginkgobioworks/edge#35")
          .tables(
              "create table account (id bigint primary key, balance bigint not null)",
              "create table deposit (customer varchar(20) primary key, amount bigint not null)")
          .staged(
              on -> stage(on, Ap04LazyLock::deposit), on -> stage(on, Ap04LazyLock::depositLocked));

  private Ap04LazyLock() {}

  /** An account without a version. */
  @Entity(name = "Account")
  @Table(name = "account")
  public static class Account {
    @Id long id;
    long balance;

    /** For Hibernate. */
    protected Account() {}
  }

  private static SelectionQuery<Account> locked(Session sql) {
    return sql.createSelectionQuery("from Account where id = 1", Account.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE);
  }

  @Broken
  static void deposit(SessionFactory bank, String customer, long amount) {
    bank.inTransaction(
        sql -> {
          locked(sql);
          Account account = sql.find(Account.class, 1L);
          account.balance += amount;
          record(sql, customer, amount);
        });
  }

  @Fixed
  static void depositLocked(SessionFactory bank, String customer, long amount) {
    bank.inTransaction(
        sql -> {
          Account account = locked(sql).getSingleResult();
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
