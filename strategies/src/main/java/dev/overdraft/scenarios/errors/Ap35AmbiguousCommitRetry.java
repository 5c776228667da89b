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
import dev.overdraft.scenarios.Network;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connection is lost during COMMIT, and the whole operation is run again. */
public final class Ap35AmbiguousCommitRetry {

  public static final AntiPattern STORY =
      AntiPattern.of(35, "ambiguous-commit-retry", Ap35AmbiguousCommitRetry.class, Chapter.ERRORS)
          .title("The answer that got lost")
          .story(
              """
              COMMIT is sent, the server commits, and the connection breaks before its answer
              arrives. The client sees an error that it takes for "did not happen", and runs the
              whole transaction again, on a new connection. It happened twice. An error from COMMIT
              does not mean no; it means unknown.
              """)
          .breaks(Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "An id for the operation, with a unique key, written in the same transaction: the"
                  + " second attempt finds the first one's and stops.")
          .see("CockroachDB manual, SQLSTATE 40003: ambiguous result")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table operation (id varchar(20) primary key)",
              Network.TABLE)
          .staged(
              on -> stage(on, Ap35AmbiguousCommitRetry::withdraw),
              on -> stage(on, Ap35AmbiguousCommitRetry::withdrawOnce));

  private Ap35AmbiguousCommitRetry() {}

  @Broken
  static String withdraw(DataSource bank, String id) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set balance = balance - 10 where id = 1");
          return "paid";
        });
  }

  @Fixed
  static String withdrawOnce(DataSource bank, String id) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          if (sql.exists("select 1 from operation where id = ?", id)) {
            return "paid before";
          }
          sql.update("insert into operation (id) values (?)", id);
          sql.update("update account set balance = balance - 10 where id = 1");
          return "paid";
        });
  }

  private interface Withdrawal {
    String of(DataSource bank, String id) throws SQLException;
  }

  /** Class 08 is a lost connection: one more attempt. */
  private static String insist(DataSource bank, Withdrawal way) throws SQLException {
    try {
      return way.of(bank, "w-1");
    } catch (SQLException lost) {
      if (!String.valueOf(lost.getSQLState()).startsWith("08")) {
        throw lost;
      }
      return way.of(bank, "w-1");
    }
  }

  private static Scenario stage(Setting setting, Withdrawal way) {
    DataSource near = setting.dataSource();
    return Scenario.named("withdrawal-and-cut")
        .given(
            "insert into account (id, balance) values (1, 100)",
            "insert into network (id, cuts) values (1, 0)")
        .actor("alice", () -> insist(Network.to(near), way))
        .actor("network", () -> Network.cut(near))
        .invariant("10 was taken once", "select balance = 90 from account");
  }
}
