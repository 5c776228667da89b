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

/** A total is added up from several statements. */
public final class Ap32TornAudit {

  public static final AntiPattern STORY =
      AntiPattern.of(32, "torn-audit", Ap32TornAudit.class, Chapter.ERRORS)
          .title("The total that never was")
          .story(
              """
              The auditor reads the first account, then the second, and adds. Between the two, 50
              move from the second to the first, properly. The auditor has 100 from before and 50
              from after: 150 of 200. No money is lost, only somebody's night. A checker that does
              this accuses good code, so this one is our own to avoid.
              """)
          .breaks(Rule.CONSISTENT_AUDIT)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "one snapshot", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED)
          .holdsOn("MariaDB", MEASURED, "one snapshot", REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "one snapshot", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "One statement, on an engine with snapshots; or a read-only transaction at REPEATABLE"
                  + " READ; or an audit when all is quiet. Derby has no snapshots: at READ"
                  + " COMMITTED its one statement waits between two rows, and is torn like two.")
          .see("Berenson et al., A Critique of ANSI SQL Isolation Levels (1995): A5A, read skew")
          .alsoCalled("torn-audit")
          .fixCalled("one-statement-audit")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table report (id int primary key, total int not null)")
          .staged(
              on -> stage(on, Ap32TornAudit::audit), on -> stage(on, Ap32TornAudit::auditAtOnce));

  private Ap32TornAudit() {}

  @Broken
  static void audit(DataSource bank) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          long total =
              sql.number("select balance from account where id = 1")
                  + sql.number("select balance from account where id = 2");
          return sql.update("insert into report (id, total) values (1, ?)", total);
        });
  }

  @Fixed
  static void auditAtOnce(DataSource bank) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          long total = sql.number("select sum(balance) from account");
          return sql.update("insert into report (id, total) values (1, ?)", total);
        });
  }

  private static void move(DataSource bank) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          sql.update("update account set balance = balance - 50 where id = 2");
          return sql.update("update account set balance = balance + 50 where id = 1");
        });
  }

  private interface Audit {
    void of(DataSource bank) throws SQLException;
  }

  private static Scenario stage(Setting setting, Audit audit) {
    DataSource bank = setting.dataSource();
    return Scenario.named("audit-and-transfer")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("auditor", () -> audit.of(bank))
        .actor("alice", () -> move(bank))
        .invariant("every report says 200", "select count(*) = 0 from report where total <> 200");
  }
}
