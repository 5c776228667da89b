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

/** The key of a request is looked up, the work is done, the key is stored. */
public final class Ap37IdempotencyRace {

  public static final AntiPattern STORY =
      AntiPattern.of(37, "idempotency-race", Ap37IdempotencyRace.class, Chapter.LIFECYCLE)
          .title("Charged twice")
          .story(
              """
              A client that got no answer sends its request again, with the same idempotency key.
              The server looks the key up, finds nothing, charges the card, and stores the key.
              That works if the second request comes after the first is done. It comes while the
              first is running: that is why there was no answer. Both find nothing, and both charge.
              """)
          .breaks(Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("MariaDB", MEASURED, "plain reads lock too, 1213", SERIALIZABLE)
          .fix(
              "A unique key, and its INSERT as the first statement of the transaction that does the"
                  + " work: the second one waits for it, and then knows.")
          .see(
              "alphagov/pay-connector#4460",
              "mastodon/mastodon#37879",
              "getlago/lago-api#3618",
              "furthemore/APIS#193")
          .alsoCalled("idempotent-lookup")
          .fixCalled("idempotent-insert")
          .lesson(
              12,
              "Charged twice",
              "at-least-once plus a unique operation id gives exactly-once effects")
          .tables(
              "create table handled (request varchar(20) not null)",
              "create table request (id varchar(20) primary key)",
              "create table charge (card int not null, amount int not null)")
          .staged(
              on -> stage(on, Ap37IdempotencyRace::charge),
              on -> stage(on, chargeOnce(on.orIgnore("insert into request (id) values (?)"))));

  private Ap37IdempotencyRace() {}

  @Broken
  static String charge(DataSource shop, String key) throws SQLException {
    return Sql.inTransaction(
        shop,
        sql -> {
          if (sql.number("select count(*) from handled where request = ?", key) > 0) {
            return "charged before";
          }
          sql.update("insert into charge (card, amount) values (1, 30)");
          sql.update("insert into handled (request) values (?)", key);
          return "charged";
        });
  }

  /** Reserves with an insert that does nothing when the key is there: ON CONFLICT DO NOTHING. */
  @Fixed
  static Charge chargeOnce(String reserve) {
    return (shop, key) ->
        Sql.inTransaction(
            shop,
            sql -> {
              if (sql.update(reserve, key) == 0) {
                return "charged before";
              }
              sql.update("insert into charge (card, amount) values (1, 30)");
              return "charged";
            });
  }

  private interface Charge {
    String of(DataSource shop, String key) throws SQLException;
  }

  private static Scenario stage(Setting setting, Charge way) {
    DataSource shop = setting.dataSource();
    return Scenario.named("one-request-twice")
        .actor("first", () -> way.of(shop, "key-1"))
        .actor("again", () -> way.of(shop, "key-1"))
        .invariant("the card was charged once", "select count(*) <= 1 from charge");
  }
}
