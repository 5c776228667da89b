package dev.overdraft.scenarios.optimistic;

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

/** A conflict is answered by sending the same computed value again. */
public final class Ap21BlindWriteRetry {

  public static final AntiPattern STORY =
      AntiPattern.of(21, "blind-write-retry", Ap21BlindWriteRetry.class, Chapter.OPTIMISTIC)
          .title("The retry that forgot to read")
          .story(
              """
              The transaction is refused, and run again by a loop, a driver or the database itself.
              But the balance that it writes was read and computed outside of what is run again.
              The conflict was the warning that this value is out of date; the second attempt
              overcomes the warning and keeps the value. TiDB did this by itself, by default, up
              to 3.0 beta.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, REPEATABLE_READ, SERIALIZABLE, READ_COMMITTED)
          .breaksOn("TiDB", DOCUMENTED, "3.0 beta and before, by default", REPEATABLE_READ)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("H2", MEASURED, REPEATABLE_READ, READ_COMMITTED, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Run everything again that the write depends on, from the inputs: the read belongs"
                  + " inside.")
          .see(
              "Jepsen, TiDB 2.1.7 (2019)",
              "Cloud Spanner's JDBC driver compares checksums of what was read")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table deposit (customer varchar(20) primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap21BlindWriteRetry::deposit),
              on -> stage(on, Ap21BlindWriteRetry::depositFromInputs));

  private static final int ATTEMPTS = 3;

  private Ap21BlindWriteRetry() {}

  @Broken
  static void deposit(DataSource bank, String customer, int amount) throws SQLException {
    long balance =
        Sql.autocommit(bank, sql -> sql.number("select balance from account where id = 1"));
    retried(
        bank,
        sql -> {
          sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
          return sql.update("update account set balance = ? where id = 1", balance + amount);
        });
  }

  @Fixed
  static void depositFromInputs(DataSource bank, String customer, int amount) throws SQLException {
    retried(
        bank,
        sql -> {
          long balance = sql.number("select balance from account where id = 1 for update");
          sql.update("insert into deposit (customer, amount) values (?, ?)", customer, amount);
          return sql.update("update account set balance = ? where id = 1", balance + amount);
        });
  }

  private static int retried(DataSource bank, Sql.Work<Integer> work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Sql.inTransaction(bank, work);
      } catch (SQLException conflict) {
        if (attempt == ATTEMPTS || !"40001".equals(conflict.getSQLState())) {
          throw conflict;
        }
      }
    }
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
