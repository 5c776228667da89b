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
import javax.sql.DataSource;

/** Leaving twice is harmless, the refund for it is not. */
public final class Ap40GuardIdempotentEffectNot {

  public static final AntiPattern STORY =
      AntiPattern.of(
              40,
              "guard-idempotent-effect-not",
              Ap40GuardIdempotentEffectNot.class,
              Chapter.LIFECYCLE)
          .title("Leave once, refunded twice")
          .story(
              """
              A player leaves a tournament: the membership is looked up, deleted, and the buy-in is
              refunded. Two clicks find the membership. The second DELETE waits for the first, and
              deletes nothing, which is no error. The refund is paid all the same. Gift cards that
              are marked as used in a later transaction were emptied like this.
              """)
          .breaks(Rule.CONSERVATION, Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED)
          .holdsOn("PostgreSQL", MEASURED, "40001", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("H2", MEASURED, READ_COMMITTED)
          .holdsOn("H2", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED)
          .holdsOn("Derby", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "The effect depends on the row count of the guard, in the same transaction: refund"
                  + " if one row was deleted.")
          .see(
              "Homakov, Hacking Starbucks for unlimited coffee (2015)",
              "Monadical-SAS/oddslingers.poker: remove, then always refund")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table membership (player int primary key)")
          .staged(
              on -> stage(on, Ap40GuardIdempotentEffectNot::leave),
              on -> stage(on, Ap40GuardIdempotentEffectNot::leaveCounted));

  private Ap40GuardIdempotentEffectNot() {}

  @Broken
  static String leave(DataSource casino) throws SQLException {
    return Sql.inTransaction(
        casino,
        sql -> {
          if (!sql.exists("select 1 from membership where player = 1")) {
            return "not a member";
          }
          sql.update("delete from membership where player = 1");
          sql.update("update account set balance = balance + 20 where id = 1");
          return "refunded";
        });
  }

  @Fixed
  static String leaveCounted(DataSource casino) throws SQLException {
    return Sql.inTransaction(
        casino,
        sql -> {
          if (sql.update("delete from membership where player = 1") != 1) {
            return "not a member";
          }
          sql.update("update account set balance = balance + 20 where id = 1");
          return "refunded";
        });
  }

  private interface Leaving {
    String of(DataSource casino) throws SQLException;
  }

  private static Scenario stage(Setting setting, Leaving way) {
    DataSource casino = setting.dataSource();
    return Scenario.named("two-clicks")
        .given(
            "insert into account (id, balance) values (1, 100)",
            "insert into membership (player) values (1)")
        .actor("click", () -> way.of(casino))
        .actor("click again", () -> way.of(casino))
        .invariant("the buy-in is refunded once", "select balance <= 120 from account");
  }
}
