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
import java.util.OptionalLong;
import javax.sql.DataSource;

/** The check looks at a copy of the balance. */
public final class Ap23StaleCopyCheck {

  public static final AntiPattern STORY =
      AntiPattern.of(23, "stale-copy-check", Ap23StaleCopyCheck.class, Chapter.OPTIMISTIC)
          .title("The cache that was filled too late")
          .story(
              """
              The balance is cached, in Redis or in a second-level cache, and whoever changes it
              removes it from there. A reader misses the cache and reads 100 from the database.
              Before it has put that into the cache, the money is withdrawn and the cache is
              emptied: of nothing. Then the old 100 goes in, and stays. The next payment is checked
              against it. A replica that lags behind is the same. Here the cache is a table.
              """)
          .breaks(Rule.NO_NEGATIVE_BALANCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .breaksOn("MariaDB", MEASURED, SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, SERIALIZABLE)
          .breaksOn("HSQLDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix("Show the copy, but check in the row itself: the guard is in the UPDATE.")
          .see("dhis2/dhis2-core#24916 and #24810", "HHH-14983", "jhipster/generator-jhipster#9250")
          .tables(
              "create table account (id int primary key, balance int not null)",
              "create table cache (balance int not null)")
          .staged(
              on -> stage(on, Ap23StaleCopyCheck::pay),
              on -> stage(on, Ap23StaleCopyCheck::payGuarded));

  private Ap23StaleCopyCheck() {}

  /** Shows the balance: from the cache; on a miss from the account, and then into the cache. */
  private static long show(DataSource bank) throws SQLException {
    OptionalLong cached = Sql.autocommit(bank, Ap23StaleCopyCheck::cached);
    if (cached.isPresent()) {
      return cached.getAsLong();
    }
    long read = Sql.autocommit(bank, sql -> sql.number("select balance from account where id = 1"));
    Sql.autocommit(bank, sql -> sql.update("insert into cache (balance) values (?)", read));
    return read;
  }

  private static OptionalLong cached(Sql sql) throws SQLException {
    return sql.find("select balance from cache");
  }

  @Broken
  static String pay(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(
        bank,
        sql -> {
          sql.number("select id from account where id = 1 for update");
          if (cached(sql).orElse(0) < amount) {
            return "refused";
          }
          sql.update("update account set balance = balance - ? where id = 1", amount);
          return "paid";
        });
  }

  @Fixed
  static String payGuarded(DataSource bank, int amount) throws SQLException {
    return Sql.inTransaction(bank, sql -> withdrawOn(sql, amount));
  }

  /** Another way to the money: checks in the row, and empties the cache. */
  private static String withdraw(DataSource bank, int amount) throws SQLException {
    String answer = Sql.inTransaction(bank, sql -> withdrawOn(sql, amount));
    Sql.autocommit(bank, sql -> sql.update("delete from cache"));
    return answer;
  }

  private static String withdrawOn(Sql sql, int amount) throws SQLException {
    int paid =
        sql.update(
            "update account set balance = balance - ? where id = 1 and balance >= ?",
            amount,
            amount);
    return paid == 1 ? "paid" : "refused";
  }

  private interface Payment {
    String of(DataSource bank, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Payment way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("shop-and-cash-machine")
        .given("insert into account (id, balance) values (1, 100)")
        .actor(
            "shop",
            () -> {
              show(bank);
              return way.of(bank, 80);
            })
        .actor("cash machine", () -> withdraw(bank, 80))
        .invariant("no negative balance", "select balance >= 0 from account");
  }
}
