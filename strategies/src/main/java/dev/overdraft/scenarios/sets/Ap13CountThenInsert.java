package dev.overdraft.scenarios.sets;

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

/** How many there are is counted, and one more is added. */
public final class Ap13CountThenInsert {

  public static final AntiPattern STORY =
      AntiPattern.of(13, "count-then-insert", Ap13CountThenInsert.class, Chapter.SETS)
          .title("The last coupon, twice")
          .story(
              """
              A coupon may be used once. Its uses are counted, and if there are fewer than the
              limit, one is added. Two at the same time both count none. They insert different
              rows, so nothing collides; snapshot isolation is no help, for neither has changed
              anything that the other one wrote. Seats, stock, a bonus once an hour: all the same.
              """)
          .breaks(Rule.CAPACITY)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "deadlock, 1213", SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED)
          .holdsOn("HSQLDB", MEASURED, "reads lock too", REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("Derby", MEASURED, "ranges are locked too", SERIALIZABLE)
          .fix(
              "Keep the count in a row, and raise it by a guarded UPDATE whose row count is looked"
                  + " at; or number the places, with a unique key on the number.")
          .see("Shopper, CVE-2026-47741")
          .alsoCalled("count-then-insert")
          .fixCalled("counter-row")
          .tables(
              "create table coupon (id int primary key, used int not null, uses int not null)",
              "create table redemption (customer varchar(20) primary key, coupon int not null)")
          .staged(
              on -> stage(on, Ap13CountThenInsert::redeem),
              on -> stage(on, Ap13CountThenInsert::redeemCounted));

  private Ap13CountThenInsert() {}

  @Broken
  static String redeem(DataSource shop, String customer) throws SQLException {
    return Sql.inTransaction(
        shop,
        sql -> {
          long used = sql.number("select count(*) from redemption where coupon = 1");
          if (used >= 1) {
            return "used up";
          }
          sql.update("insert into redemption (customer, coupon) values (?, 1)", customer);
          return "redeemed";
        });
  }

  @Fixed
  static String redeemCounted(DataSource shop, String customer) throws SQLException {
    return Sql.inTransaction(
        shop,
        sql -> {
          if (sql.update("update coupon set used = used + 1 where id = 1 and used < uses") == 0) {
            return "used up";
          }
          sql.update("insert into redemption (customer, coupon) values (?, 1)", customer);
          return "redeemed";
        });
  }

  private interface Redemption {
    String of(DataSource shop, String customer) throws SQLException;
  }

  private static Scenario stage(Setting setting, Redemption way) {
    DataSource shop = setting.dataSource();
    return Scenario.named("one-coupon")
        .given("insert into coupon (id, used, uses) values (1, 0, 1)")
        .actor("alice", () -> way.of(shop, "alice"))
        .actor("bob", () -> way.of(shop, "bob"))
        .invariant("the coupon was used once", "select count(*) <= 1 from redemption");
  }
}
