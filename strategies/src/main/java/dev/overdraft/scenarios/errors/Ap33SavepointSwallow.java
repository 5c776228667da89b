package dev.overdraft.scenarios.errors;

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
import java.sql.Savepoint;
import javax.sql.DataSource;

/** The inner block fails and is undone; the outer one is committed. */
public final class Ap33SavepointSwallow {

  public static final AntiPattern STORY =
      AntiPattern.of(33, "savepoint-swallow", Ap33SavepointSwallow.class, Chapter.ERRORS)
          .title("Half a transfer, cleanly undone")
          .story(
              """
              Nested transactions are savepoints: Django's inner atomic(), Spring's NESTED. The
              credit has one of its own, and takes its lock with NOWAIT so as not to keep anybody
              waiting. It fails, it is rolled back to the savepoint, the error is logged, and the
              outer transaction is as healthy as before. It commits: the debit.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("MariaDB", MEASURED, SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Let the error out of the outer block too, unless the work that was undone is done"
                  + " in another way.")
          .see("Django manual: avoid catching exceptions inside atomic")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap33SavepointSwallow::transfer),
              on -> stage(on, Ap33SavepointSwallow::transferWhole));

  private Ap33SavepointSwallow() {}

  @Broken
  static String transfer(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set balance = balance - 50 where id = 1");
          Savepoint nested = sql.connection().setSavepoint();
          try {
            credit(sql);
          } catch (SQLException onlyTheInnerBlock) {
            sql.connection().rollback(nested);
          }
          return "paid";
        });
  }

  @Fixed
  static String transferWhole(DataSource bank) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set balance = balance - 50 where id = 1");
          credit(sql);
          return "paid";
        });
  }

  private static void credit(Sql sql) throws SQLException {
    sql.number("select balance from account where id = 2 for update nowait");
    sql.update("update account set balance = balance + 50 where id = 2");
  }

  private interface Transfer {
    String of(DataSource bank) throws SQLException;
  }

  private static Scenario stage(Setting setting, Transfer way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("transfer-and-memo")
        .given("insert into account (id, balance) values (1, 100), (2, 0)")
        .actor("alice", () -> way.of(bank))
        .actor(
            "bob",
            () ->
                Sql.inTransaction(
                    bank, sql -> sql.update("update account set balance = balance where id = 2")))
        .invariant("no money is made or lost", "select sum(balance) = 100 from account");
  }
}
