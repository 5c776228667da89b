package dev.overdraft.scenarios.optimistic;

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

/** Everybody compares the version, and one writer does not raise it. */
public final class Ap16GuardNotBumped {

  public static final AntiPattern STORY =
      AntiPattern.of(16, "guard-not-bumped", Ap16GuardNotBumped.class, Chapter.OPTIMISTIC)
          .title("A version only some writers respect")
          .story(
              """
              An account is shown in a form and saved later, if its version is still the one that
              was read. That is right, until a monthly job books its fee with one UPDATE for
              everybody and leaves the version alone: bulk statements bypass the ORM that would
              raise it. The form is saved over the fee, and the guard has seen nothing. No
              isolation level helps, for the form was read in an earlier transaction.
              """)
          .breaks(Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "Every writer raises the version: HQL's update versioned, the column in every bulk"
                  + " statement, or a trigger that nobody can forget.")
          .see(
              "FINERACT-1659 (apache/fineract#5550)",
              "rails/rails#35352",
              "rails/rails#19776",
              "gavinwahl/django-optimistic-lock#6")
          .lesson(
              6,
              "A version only some writers respect",
              "optimistic locking is a promise by every writer")
          .tables(
              "create table account"
                  + " (id int primary key, balance int not null, version int not null)",
              "create table fee (account int primary key, amount int not null)")
          .staged(
              on -> stage(on, Ap16GuardNotBumped::chargeFee),
              on -> stage(on, Ap16GuardNotBumped::chargeFeeAndBump));

  private Ap16GuardNotBumped() {}

  /** The form: read in one request, saved in another, compared with the version. */
  private static String correct(DataSource bank, int amount) throws SQLException {
    long[] seen =
        Sql.autocommit(
            bank,
            sql ->
                sql.all(
                        "select balance, version from account where id = 1",
                        row -> new long[] {row.getLong(1), row.getLong(2)})
                    .get(0));
    int saved =
        Sql.autocommit(
            bank,
            sql ->
                sql.update(
                    "update account set balance = ?, version = version + 1"
                        + " where id = 1 and version = ?",
                    seen[0] + amount,
                    seen[1]));
    return saved == 1 ? "saved" : "somebody else was faster";
  }

  @Broken
  static void chargeFee(DataSource bank) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set balance = balance - 30 where id = 1");
          return sql.update("insert into fee (account, amount) values (1, 30)");
        });
  }

  @Fixed
  static void chargeFeeAndBump(DataSource bank) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          sql.update(
              "update account set balance = balance - 30, version = version + 1 where id = 1");
          return sql.update("insert into fee (account, amount) values (1, 30)");
        });
  }

  private interface Job {
    void on(DataSource bank) throws SQLException;
  }

  private static Scenario stage(Setting setting, Job job) {
    DataSource bank = setting.dataSource();
    return Scenario.named("form-and-job")
        .given("insert into account (id, balance, version) values (1, 100, 0)")
        .actor("clerk", () -> correct(bank, 5))
        .actor("job", () -> job.on(bank))
        .invariant(
            "whoever was charged has paid",
            "select balance + coalesce((select sum(amount) from fee), 0) in (100, 105)"
                + " from account");
  }
}
