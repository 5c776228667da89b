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
import dev.overdraft.scenarios.Sql;
import java.sql.SQLException;
import javax.sql.DataSource;

/** An update that changes nothing is counted as a row, or not, as the driver is set. */
public final class Ap18AffectedVsMatched {

  public static final AntiPattern STORY =
      AntiPattern.of(18, "affected-vs-matched", Ap18AffectedVsMatched.class, Chapter.OPTIMISTIC)
          .title("Zero rows, because nothing changed")
          .story(
              """
              A plan is changed by compare-and-swap: WHERE plan = what was read; zero rows means
              that somebody else was faster, and all is done again. A customer chooses the plan
              that she has. SQL counts the rows that matched; MySQL and MariaDB, with
              useAffectedRows=true, those that changed: zero, a conflict, once more, and each round
              books the fee. No second person is needed. PostgreSQL counts matches, and it holds.
              """)
          .breaks(Rule.EXACTLY_ONCE, Rule.PROGRESS)
          .holdsOn("PostgreSQL", MEASURED, "row counts are matches", READ_COMMITTED)
          .breaksOn(
              "MariaDB",
              MEASURED,
              "with useAffectedRows=true",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .holdsOn("H2", MEASURED, "row counts are matches", READ_COMMITTED)
          .holdsOn(
              "HSQLDB",
              MEASURED,
              "row counts are matches",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .holdsOn(
              "Derby",
              MEASURED,
              "row counts are matches",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .fix("A version that every write raises, so that a matching row is a changed row.")
          .see("MySQL Connector/J manual, useAffectedRows", "PyMySQL counts changes by default")
          .onMariadbWith("useAffectedRows=true")
          .sequential()
          .tables(
              "create table customer"
                  + " (id int primary key, plan varchar(20) not null, version int not null)",
              "create table fee (attempt int primary key, amount int not null)")
          .staged(
              on -> stage().actor("alice", () -> changePlan(on.dataSource(), "gold")),
              on -> stage().actor("alice", () -> changePlanVersioned(on.dataSource(), "gold")));

  private static final int ATTEMPTS = 3;

  private Ap18AffectedVsMatched() {}

  private record Seen(String plan, long version) {}

  private static Seen read(DataSource shop) throws SQLException {
    return Sql.autocommit(
        shop,
        sql ->
            sql.all(
                    "select plan, version from customer where id = 1",
                    row -> new Seen(row.getString(1), row.getLong(2)))
                .get(0));
  }

  private static void bookFee(DataSource shop, int attempt) throws SQLException {
    Sql.autocommit(
        shop, sql -> sql.update("insert into fee (attempt, amount) values (?, 5)", attempt));
  }

  @Broken
  static String changePlan(DataSource shop, String plan) throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Seen seen = read(shop);
      bookFee(shop, attempt);
      int changed =
          Sql.autocommit(
              shop,
              sql ->
                  sql.update(
                      "update customer set plan = ? where id = 1 and plan = ?", plan, seen.plan()));
      if (changed == 1) {
        return "changed";
      }
    }
    return "given up";
  }

  @Fixed
  static String changePlanVersioned(DataSource shop, String plan) throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Seen seen = read(shop);
      bookFee(shop, attempt);
      int changed =
          Sql.autocommit(
              shop,
              sql ->
                  sql.update(
                      "update customer set plan = ?, version = version + 1"
                          + " where id = 1 and version = ?",
                      plan,
                      seen.version()));
      if (changed == 1) {
        return "changed";
      }
    }
    return "given up";
  }

  private static Scenario stage() {
    return Scenario.named("the-same-plan-again")
        .given("insert into customer (id, plan, version) values (1, 'gold', 0)")
        .invariant("one fee was booked", "select count(*) = 1 from fee");
  }
}
