package dev.overdraft.scenarios.lifecycle;

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
import java.util.OptionalLong;
import javax.sql.DataSource;

/** A job is claimed by a statement that picks it in a subquery. */
public final class Ap39QueueClaim {

  public static final AntiPattern STORY =
      AntiPattern.of(39, "queue-claim", Ap39QueueClaim.class, Chapter.LIFECYCLE)
          .title("One job, two workers")
          .story(
              """
              Workers claim the oldest free job in one statement: UPDATE job SET worker = me WHERE
              id = (SELECT min(id) … WHERE worker IS NULL). The second worker's subquery has picked
              the same job before the first one's commit; it waits for the row, and then only id =
              1 is checked again, which still holds. It claims a job that is taken, and both do it.
              """)
          .breaks(Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .holdsOn(
              "MariaDB",
              MEASURED,
              "an UPDATE reads the latest rows, its subquery too",
              READ_COMMITTED,
              REPEATABLE_READ,
              SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", SERIALIZABLE)
          .fix(
              "FOR UPDATE SKIP LOCKED, which takes the first free job that nobody else has in hand;"
                  + " work and done in the same transaction, or a lease and an idempotent effect.")
          .see("OCA/queue#859", "vishnukothakapu/linkid#397", "prisma/web#8080", "ihp#2630")
          .alsoCalled("two-writer-queue")
          .fixCalled("job-table-skip-locked")
          .tables(
              "create table job (id int primary key, worker varchar(20))",
              "create table payout (job int not null, worker varchar(20) not null)")
          .staged(
              on -> stage(on, Ap39QueueClaim::work), on -> stage(on, Ap39QueueClaim::workUnlocked));

  private Ap39QueueClaim() {}

  @Broken
  static void work(DataSource queue, String worker) throws SQLException {
    Sql.inTransaction(
        queue,
        sql -> {
          sql.update(
              "update job set worker = ?"
                  + " where id = (select min(id) from job where worker is null)",
              worker);
          for (long job : sql.numbers("select id from job where worker = ?", worker)) {
            payOut(sql, job, worker);
          }
          return worker;
        });
  }

  @Fixed
  static void workUnlocked(DataSource queue, String worker) throws SQLException {
    Sql.inTransaction(
        queue,
        sql -> {
          OptionalLong job =
              sql.find(
                  "select id from job where worker is null"
                      + " order by id limit 1 for update skip locked");
          if (job.isPresent()) {
            sql.update("update job set worker = ? where id = ?", worker, job.getAsLong());
            payOut(sql, job.getAsLong(), worker);
          }
          return worker;
        });
  }

  private static void payOut(Sql sql, long job, String worker) throws SQLException {
    sql.update("insert into payout (job, worker) values (?, ?)", job, worker);
  }

  private interface Work {
    void of(DataSource queue, String worker) throws SQLException;
  }

  private static Scenario stage(Setting setting, Work way) {
    DataSource queue = setting.dataSource();
    return Scenario.named("two-workers")
        .given("insert into job (id, worker) values (1, null), (2, null)")
        .actor("alice", () -> way.of(queue, "alice"))
        .actor("bob", () -> way.of(queue, "bob"))
        .invariant(
            "every job is paid out once", "select count(*) = count(distinct job) from payout");
  }
}
