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
import dev.overdraft.target.Dialect;
import java.sql.SQLException;

/** The lock is given back a moment before the commit. */
public final class Ap08UnlockBeforeCommit {

  public static final AntiPattern STORY =
      AntiPattern.of(8, "unlock-before-commit", Ap08UnlockBeforeCommit.class, Chapter.LOCKS)
          .title("Unlocked a moment too soon")
          .story(
              """
              try { lock; work } finally { unlock }, inside a transactional method: an advisory
              lock of the session, a Redisson lock, synchronized. The commit comes when the method
              has returned, so between unlock and commit somebody else has the lock and reads a
              balance that does not have the change yet. At REPEATABLE READ PostgreSQL refuses the
              second write, and then the unlock itself fails in the aborted transaction, and the
              lock is held for as long as the pooled connection lives.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .fix(
              "A lock whose scope is the transaction: pg_advisory_xact_lock, a row; or unlock in"
                  + " afterCompletion, when the commit is over.")
          .see(
              "redisson/redisson#2183",
              "Tang et al., Ad Hoc Transactions (SIGMOD 2022): 91 cases, 53 of them wrong")
          .alsoCalled("advisory-early-unlock")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table deposit (customer varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap08UnlockBeforeCommit::deposit),
              on -> stage(on, Ap08UnlockBeforeCommit::depositUntilCommit));

  private Ap08UnlockBeforeCommit() {}

  @Broken
  static void deposit(Setting bank, String customer, int amount) throws SQLException {
    Sql.inTransaction(
        bank.dataSource(),
        sql -> {
          sql.run(bank.lockOfTheSession(8));
          try {
            return depositOn(sql, customer, amount);
          } finally {
            sql.run(bank.unlockOfTheSession(8));
          }
        });
  }

  @Fixed
  static void depositUntilCommit(Setting bank, String customer, int amount) throws SQLException {
    boolean postgresql = bank.dialect() == Dialect.POSTGRESQL;
    Sql.inTransaction(
        bank.dataSource(),
        sql -> {
          sql.run(
              postgresql
                  ? "select pg_advisory_xact_lock(8)"
                  : "select id from account where id = 1 for update");
          return depositOn(sql, customer, amount);
        });
  }

  private static int depositOn(Sql sql, String customer, int amount) throws SQLException {
    long balance = sql.number("select balance from account where id = 1");
    sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
    return sql.update("update account set balance = ? where id = 1", balance + amount);
  }

  private interface Deposit {
    void of(Setting bank, String customer, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Deposit way) {
    return Scenario.named("two-deposits")
        .given("insert into account (id, balance) values (1, 100)")
        .actor("alice", () -> way.of(setting, "alice", 10))
        .actor("bob", () -> way.of(setting, "bob", 50))
        .invariant(
            "every deposit is in the balance",
            "select (select balance from account) = 100 + coalesce(sum(amount), 0) from deposit");
  }
}
