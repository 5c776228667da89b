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
          .fix(
              "A version that every write raises, so that a matching row is a changed row; and the"
                  + " fee in one transaction with the change, for when somebody else is faster.")
          .see("MySQL Connector/J manual, useAffectedRows", "PyMySQL counts changes by default")
          .onMariadbWith("useAffectedRows=true")
          .sequential()
          .tables(
              "create table customer"
                  + " (id int primary key, plan varchar(20) not null, version int not null)",
              "create table fee (plan varchar(20) not null, attempt int not null,"
                  + " amount int not null, primary key (plan, attempt))")
          .staged(
              on -> stage().actor("alice", () -> changePlan(on.dataSource(), "gold")),
              on ->
                  stage()
                      .actor("alice", () -> changePlanVersioned(on.dataSource(), "gold"))
                      .actor("bob", () -> changePlanVersioned(on.dataSource(), "silver")));

  private static final int ATTEMPTS = 3;

  private static final String BOOK_FEE = "insert into fee (plan, attempt, amount) values (?, ?, 5)";

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

  private static void bookFee(DataSource shop, String plan, int attempt) throws SQLException {
    Sql.autocommit(shop, sql -> sql.update(BOOK_FEE, plan, attempt));
  }

  @Broken
  static String changePlan(DataSource shop, String plan) throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Seen seen = read(shop);
      bookFee(shop, plan, attempt);
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
      if (changeAndBookFee(shop, plan, read(shop).version(), attempt)) {
        return "changed";
      }
    }
    return "given up";
  }

  @Fixed
  private static boolean changeAndBookFee(DataSource shop, String plan, long version, int attempt)
      throws SQLException {
    return Sql.inTransaction(
        shop,
        sql -> {
          int changed =
              sql.update(
                  "update customer set plan = ?, version = version + 1"
                      + " where id = 1 and version = ?",
                  plan,
                  version);
          return changed == 1 && sql.update(BOOK_FEE, plan, attempt) == 1;
        });
  }

  private static Scenario stage() {
    return Scenario.named("the-same-plan-again")
        .given("insert into customer (id, plan, version) values (1, 'gold', 0)")
        .invariant(
            "the customer pays for the plan that she has",
            "select count(*) > 0 from customer c join fee f on f.plan = c.plan")
        .invariant("no plan is paid for twice", "select count(*) = count(distinct plan) from fee");
  }
}
