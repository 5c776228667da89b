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
import javax.sql.DataSource;

/** An error is caught and logged, and the transaction is committed all the same. */
public final class Ap29SwallowedErrorCommit {

  public static final AntiPattern STORY =
      AntiPattern.of(29, "swallowed-error-commit", Ap29SwallowedErrorCommit.class, Chapter.ERRORS)
          .title("The commit that lied")
          .story(
              """
              A payment takes the money and writes a receipt. The receipt's number is not worth
              losing a sale for, so its error is caught and logged. When two want the same number,
              the second one gets a unique violation, and from then on its transaction is dead:
              PostgreSQL answers COMMIT with a rollback, and the driver returns as if nothing had
              happened. The goods are shipped, the money never left.
              """)
          .breaks(Rule.EXACTLY_ONCE)
          .breaksOn(
              "PostgreSQL",
              MEASURED,
              "commit() returns, and all is rolled back",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .holdsOn(
              "MariaDB",
              MEASURED,
              "1062 undoes one statement; after 1205 or 1213 half a transfer is committed",
              READ_COMMITTED)
          .holdsOn(
              "H2",
              MEASURED,
              "a failed statement undoes itself alone",
              READ_COMMITTED,
              SERIALIZABLE)
          .breaksOn(
              "HSQLDB",
              MEASURED,
              "after 40001 all is rolled back, and commit() returns",
              SERIALIZABLE,
              REPEATABLE_READ)
          .holdsOn("HSQLDB", MEASURED, "a failed statement undoes itself alone", READ_COMMITTED)
          .holdsOn(
              "Derby",
              MEASURED,
              "a failed statement undoes itself alone",
              READ_COMMITTED,
              REPEATABLE_READ)
          .breaksOn(
              "Derby",
              MEASURED,
              "after 40001 all is rolled back, and commit() returns",
              SERIALIZABLE)
          .fix(
              "Never go on after an error. Let it out, roll back, and say what is true: not paid,"
                  + " try again. That is true of a constraint or of a conflict; after a connection"
                  + " that was lost in COMMIT nobody knows, and \"try again\" may pay twice.")
          .see(
              "MySQL manual, InnoDB error handling",
              "pgjdbc 42.2.12: a change to throw here was taken back")
          .lesson(10, "The commit that lied", "ok, fail, unknown; never continue after an error")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table receipt (number int primary key, account int not null)",
              "create table shipment (account int primary key)")
          .staged(
              on -> stage(on, Ap29SwallowedErrorCommit::pay),
              on -> stage(on, Ap29SwallowedErrorCommit::payOrFail));

  private Ap29SwallowedErrorCommit() {}

  @Broken
  static boolean pay(DataSource bank, int account) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          long number = sql.number("select coalesce(max(number), 0) + 1 from receipt");
          sql.update("update account set balance = balance - 10 where id = ?", account);
          try {
            sql.update("insert into receipt (number, account) values (?, ?)", number, account);
          } catch (SQLException onlyAReceipt) {
            // Logged as a warning, in the original.
            return true;
          }
          return true;
        });
  }

  @Fixed
  static boolean payOrFail(DataSource bank, int account) throws SQLException {
    try {
      return Sql.inTransaction(
          bank,
          sql -> {
            long number = sql.number("select coalesce(max(number), 0) + 1 from receipt");
            sql.update("update account set balance = balance - 10 where id = ?", account);
            sql.update("insert into receipt (number, account) values (?, ?)", number, account);
            return true;
          });
    } catch (SQLException failed) {
      // Class 23 is a constraint, 40 a rollback, but for 40003. Anything else may have been paid.
      if (String.valueOf(failed.getSQLState()).matches("23...|40(?!003)...")) {
        return false;
      }
      throw failed;
    }
  }

  private interface Payment {
    boolean of(DataSource bank, int account) throws SQLException;
  }

  private static String buy(DataSource bank, Payment payment, int account) throws SQLException {
    if (!payment.of(bank, account)) {
      return "not paid, try again";
    }
    Sql.autocommit(bank, sql -> sql.update("insert into shipment (account) values (?)", account));
    return "shipped";
  }

  private static Scenario stage(Setting setting, Payment way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-purchases")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", () -> buy(bank, way, 1))
        .actor("bob", () -> buy(bank, way, 2))
        .invariant(
            "whatever was shipped has been paid",
            "select count(*) = 0 from shipment s join account a on a.id = s.account"
                + " where a.balance = 100");
  }
}
