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

/** One path is SERIALIZABLE, and the other one is not. */
public final class Ap28MixedIsolation {

  public static final AntiPattern STORY =
      AntiPattern.of(28, "mixed-isolation", Ap28MixedIsolation.class, Chapter.ORDER)
          .title("Serializable, but not everywhere")
          .story(
              """
              The web application sets SERIALIZABLE for its withdrawals. A nightly job does the
              same work over another connection, at the level that happens to be the default.
              Serializability is a property of all transactions together: PostgreSQL tracks what
              serializable ones read, and of the others nothing. Each sees 200, each takes 150. A
              level that leaks out of a pooled connection, or an annotation that is ignored within
              an outer transaction, does the same.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE)
          .breaksOn(
              "PostgreSQL",
              MEASURED,
              "the default of the other path",
              READ_COMMITTED,
              REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "then both are, 40001", SERIALIZABLE)
          .breaksOn(
              "MariaDB", MEASURED, "the default of the other path", READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "then both are, 1213", SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Set the level where nobody can forget it: for the database role, or for the"
                  + " database. ALTER ROLE … SET default_transaction_isolation.")
          .see("PostgreSQL manual, 13.2.3: Serializable Isolation Level")
          .tables("create table account (id int primary key, balance int not null)")
          .staged(
              on -> stage(on, Ap28MixedIsolation::nightlyJob),
              on -> stage(on, Ap28MixedIsolation::nightlyJobSerializable));

  private Ap28MixedIsolation() {}

  /** The web application, which does it right. */
  private static String withdraw(DataSource bank) throws SQLException {
    return Sql.inTransaction(bank, SERIALIZABLE, sql -> withdrawOn(sql, 1, 150));
  }

  @Broken
  static String nightlyJob(DataSource bank) throws SQLException {
    return Sql.inTransaction(bank, sql -> withdrawOn(sql, 2, 150));
  }

  @Fixed
  static String nightlyJobSerializable(DataSource bank) throws SQLException {
    return Sql.inTransaction(bank, SERIALIZABLE, sql -> withdrawOn(sql, 2, 150));
  }

  private static String withdrawOn(Sql sql, int account, int amount) throws SQLException {
    if (sql.number("select sum(balance) from account where id in (1, 2)") < amount) {
      return "refused";
    }
    sql.update("update account set balance = balance - ? where id = ?", amount, account);
    return "paid";
  }

  private interface Job {
    String on(DataSource bank) throws SQLException;
  }

  private static Scenario stage(Setting setting, Job job) {
    DataSource bank = setting.dataSource();
    return Scenario.named("web-and-job")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("web", () -> withdraw(bank))
        .actor("job", () -> job.on(bank))
        .invariant(
            "the accounts together are not below zero", "select sum(balance) >= 0 from account");
  }
}
