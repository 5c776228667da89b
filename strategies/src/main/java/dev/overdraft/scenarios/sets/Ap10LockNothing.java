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

/** A row that does not exist is looked for, locked, and made, twice. */
public final class Ap10LockNothing {

  public static final AntiPattern STORY =
      AntiPattern.of(10, "lock-nothing", Ap10LockNothing.class, Chapter.SETS)
          .title("Get or create")
          .story(
              """
              The customer's account is looked up, FOR UPDATE, and made if it is not there. FOR
              UPDATE locks the rows that it finds, and it found none. Two first deposits make two
              accounts, and from then on UPDATE … WHERE owner credits both of them: the second
              deposit is there twice.
              """)
          .breaks(Rule.CAPACITY, Rule.CONSERVATION)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ)
          .holdsOn("PostgreSQL", MEASURED, "40001", SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED)
          .holdsOn("MariaDB", MEASURED, "deadlock, 1213", REPEATABLE_READ)
          .fix(
              "A unique key, and an insert that does nothing if it is taken: the database can lock"
                  + " a key that is not there yet, an application cannot.")
          .see(
              "Django ticket 13906 and pull request 10252",
              "openedx/openedx-platform#11313",
              "openedx/xblock-sdk#14")
          .alsoCalled("get-or-create")
          .fixCalled("unique-then-upsert")
          .tables(
              "create table account (owner varchar(20) not null, balance int not null)",
              "create table keyed_account (owner varchar(20) primary key, balance int not null)")
          .staged(
              on ->
                  stage(on, Ap10LockNothing::deposit)
                      .invariant(
                          "one account an owner",
                          "select count(*) = count(distinct owner) from account"),
              on ->
                  stage(
                      on,
                      depositUpserted(
                          on.orIgnore(
                              "insert into keyed_account (owner, balance) values (?, 0)"))));

  private Ap10LockNothing() {}

  @Broken
  static void deposit(DataSource bank, String owner, int amount) throws SQLException {
    Sql.inTransaction(
        bank,
        sql -> {
          if (!sql.exists("select 1 from account where owner = ? for update", owner)) {
            sql.update("insert into account (owner, balance) values (?, 0)", owner);
          }
          return sql.update(
              "update account set balance = balance + ? where owner = ?", amount, owner);
        });
  }

  /** Opens with an insert that does nothing when the key is there: ON CONFLICT DO NOTHING. */
  @Fixed
  static Deposit depositUpserted(String open) {
    return (bank, owner, amount) ->
        Sql.inTransaction(
            bank,
            sql -> {
              sql.update(open, owner);
              return sql.update(
                  "update keyed_account set balance = balance + ? where owner = ?", amount, owner);
            });
  }

  private interface Deposit {
    void of(DataSource bank, String owner, int amount) throws SQLException;
  }

  private static Scenario stage(Setting setting, Deposit way) {
    DataSource bank = setting.dataSource();
    return Scenario.named("two-first-deposits")
        .actor("web", () -> way.of(bank, "carol", 50))
        .actor("phone", () -> way.of(bank, "carol", 50))
        .invariant(
            "no more is there than was deposited",
            "select (select coalesce(sum(balance), 0) from account)"
                + " + (select coalesce(sum(balance), 0) from keyed_account) <= 100");
  }
}
