package dev.overdraft.scenarios.unprotected;

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

/** The row is locked, by a statement whose transaction ends with it. */
public final class Ap03NoRealTransaction {

  public static final AntiPattern STORY =
      AntiPattern.of(3, "no-real-transaction", Ap03NoRealTransaction.class, Chapter.UNPROTECTED)
          .title("The transaction that was not there")
          .story(
              """
              SELECT … FOR UPDATE, then UPDATE, as it should be, in a method that says
              @Transactional. But it is called as this.transfer(), past the proxy that would have
              begun the transaction, and so each statement is one of its own. The lock is given
              back with the answer to the SELECT, before anybody has looked at it.
              """)
          .breaks(Rule.CONSERVATION, Rule.LEDGER_EQUALS_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "A transaction that is really one: a call through the proxy, or a TransactionTemplate;"
                  + " and an assertion that autocommit is off wherever a lock is taken.")
          .see(
              "Spring Framework manual, declarative transactions: self-invocation",
              "RedHatInsights/rhsm-subscriptions#43",
              "apache/ambari#3032")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table deposit (customer varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap03NoRealTransaction::deposit),
              on -> stage(on, Ap03NoRealTransaction::depositInTransaction));

  private Ap03NoRealTransaction() {}

  @Broken
  static void deposit(DataSource bank, String customer, int amount) throws SQLException {
    Sql.autocommit(bank, sql -> depositOn(sql, customer, amount));
  }

  @Fixed
  static void depositInTransaction(DataSource bank, String customer, int amount)
      throws SQLException {
    Sql.inTransaction(bank, sql -> depositOn(sql, customer, amount));
  }

  private static int depositOn(Sql sql, String customer, int amount) throws SQLException {
    long balance = sql.number("select balance from account where id = 1 for update");
    sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
    return sql.update("update account set balance = ? where id = 1", balance + amount);
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
