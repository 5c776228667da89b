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
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The lock is waited for, with a snapshot that was taken before. */
public final class Ap07LockAfterSnapshot {

  public static final AntiPattern STORY =
      AntiPattern.of(7, "lock-after-snapshot", Ap07LockAfterSnapshot.class, Chapter.LOCKS)
          .title("Patiently waiting for old news")
          .story(
              """
              One advisory lock guards the rule on two accounts, and whoever has it may add them up
              and withdraw. At REPEATABLE READ the first query of a transaction takes the snapshot,
              whatever it asks for, and SELECT pg_advisory_xact_lock(…) is a query: it takes the
              snapshot, then it waits. Who gets the lock second sees the world as it was when it
              began to wait. At READ COMMITTED the same code is right.
              """)
          .breaks(Rule.CONSERVATION, Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "each statement sees afresh", READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, "if any query comes before GET_LOCK", REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "each statement sees afresh", READ_COMMITTED)
          .fix(
              "READ COMMITTED; or a lock that does not take a snapshot, as the first statement:"
                  + " PostgreSQL's LOCK TABLE and MariaDB's GET_LOCK do not.")
          .see("PostgreSQL manual, 13.4: Data Consistency Checks at the Application Level")
          .alsoCalled("advisory-after-snapshot")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap07LockAfterSnapshot::withdraw, true),
              on -> stage(on, Ap07LockAfterSnapshot::withdrawLockedFirst, false));

  private Ap07LockAfterSnapshot() {}

  @Broken
  static String withdraw(DataSource bank, int account, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.run("select pg_advisory_xact_lock(7)");
          return withdrawOn(sql, account, amount);
        });
  }

  @Fixed
  static String withdrawLockedFirst(DataSource bank, int account, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.run("lock table account in exclusive mode");
          return withdrawOn(sql, account, amount);
        });
  }

  /** On MariaDB GET_LOCK takes no snapshot; any query before it does. */
  private static String underUserLock(DataSource bank, boolean lookFirst, int account, int amount)
      throws SQLException {
    try (Connection connection = bank.getConnection()) {
      connection.setAutoCommit(false);
      var sql = new Sql(connection);
      if (lookFirst) {
        sql.number("select count(*) from account");
      }
      sql.run("select get_lock('accounts', 1000000)");
      try {
        String answer = withdrawOn(sql, account, amount);
        connection.commit();
        return answer;
      } finally {
        sql.run("select release_lock('accounts')");
      }
    }
  }

  private static String withdrawOn(Sql sql, int account, int amount) throws SQLException {
    if (sql.number("select sum(balance) from account") < amount) {
      return "refused";
    }
    sql.update("update account set balance = balance - ? where id = ?", amount, account);
    return "paid";
  }

  private interface Withdrawal {
    String of(DataSource bank, int account, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Withdrawal way, boolean lookFirst) {
    Withdrawal userLock = (b, account, amount) -> underUserLock(b, lookFirst, account, amount);
    DataSource bank = setting.dataSource();
    return staged(setting.dialect() == Dialect.MARIADB ? userLock : way, bank);
  }

  private static Scenario staged(Withdrawal way, DataSource bank) {
    return Scenario.named("two-accounts-one-lock")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", () -> way.of(bank, 1, 150))
        .actor("bob", () -> way.of(bank, 2, 150))
        .invariant(
            "the accounts together are not below zero", "select sum(balance) >= 0 from account");
  }
}
