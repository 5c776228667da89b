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
import dev.overdraft.scenarios.Machine;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Two databases, two commits, and a machine that may stop between them. */
public final class Ap34DualCommit {

  public static final AntiPattern STORY =
      AntiPattern.of(34, "dual-commit", Ap34DualCommit.class, Chapter.ERRORS)
          .title("Two commits, one crash")
          .story(
              """
              A customer cashes in: the wallet loses 50, the bank gains 50, and they are two
              databases. Each transaction is atomic; the pair is not. Commit the bank first, and a
              crash in between has minted money; commit the wallet first, and it has destroyed it.
              There is no right order of two commits. A message queue or a web service in place of
              the second database is the same bug. Here both databases are tables of one server,
              used over two connections, and the power may go before any commit.
              """)
          .breaks(Rule.CONSERVATION, Rule.EXACTLY_ONCE)
          .breaksOn("PostgreSQL", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("MariaDB", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .breaksOn("H2", MEASURED, READ_COMMITTED, SERIALIZABLE)
          .breaksOn("Derby", MEASURED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE)
          .fix(
              "An outbox: the message is a row, committed with the debit. Whoever delivers it"
                  + " notes its id in the same commit as the credit, and looks for it first, so"
                  + " that delivering again does no harm. Or two-phase commit, whose in-doubt rows"
                  + " stay locked.")
          .see("github.com/pirate/django-concurrency-talk", "Richardson, transactional outbox")
          .alsoCalled("two-databases")
          .fixCalled("outbox")
          .lesson(
              11,
              "Two commits, one crash",
              "no order of two commits is safe; outbox or two-phase commit")
          .tables(
              "create table wallet (id int primary key, balance int not null)",
              "create table bank (id int primary key, balance int not null)",
              "create table outbox (id int primary key, amount int not null)",
              "create table inbox (id int primary key)",
              Machine.TABLE)
          .staged(
              on -> stage(on).actor("alice", () -> cashIn(Machine.using(on.dataSource()))),
              on ->
                  stage(on)
                      .actor("alice", () -> cashInByMessage(Machine.using(on.dataSource())))
                      .actor("relay", () -> deliverTwice(on.dataSource()))
                      .mustRetry("23505")
                      .mustRetry("23000"));

  private Ap34DualCommit() {}

  @Broken
  static void cashIn(DataSource databases) throws SQLException {
    Sql.inTransaction(
        databases,
        wallet -> {
          wallet.update("update wallet set balance = balance - 50 where id = 1");
          return Sql.inTransaction(
              databases,
              bank -> bank.update("update bank set balance = balance + 50 where id = 1"));
        });
  }

  @Fixed
  static void cashInByMessage(DataSource walletDatabase) throws SQLException {
    Sql.inTransaction(
        walletDatabase,
        wallet -> {
          wallet.update("update wallet set balance = balance - 50 where id = 1");
          return wallet.update("insert into outbox (id, amount) values (1, 50)");
        });
  }

  /**
   * Runs again and again, on another machine; a message that was there before is skipped. Of two
   * that run at once, the key of the inbox stops one, which skips the message when it runs again.
   */
  @Fixed
  static void deliver(DataSource databases) throws SQLException {
    for (Message message : outbox(databases)) {
      Sql.inTransaction(
          databases,
          bank -> {
            if (bank.exists("select 1 from inbox where id = ?", message.id())) {
              return 0;
            }
            bank.update("insert into inbox (id) values (?)", message.id());
            return bank.update(
                "update bank set balance = balance + ? where id = 1", message.amount());
          });
    }
  }

  private record Message(int id, int amount) {}

  @Fixed
  private static List<Message> outbox(DataSource walletDatabase) throws SQLException {
    return Sql.autocommit(
        walletDatabase,
        sql ->
            sql.all(
                "select id, amount from outbox order by id",
                row -> new Message(row.getInt(1), row.getInt(2))));
  }

  private static void deliverTwice(DataSource databases) throws SQLException {
    deliver(databases);
    deliver(databases);
  }

  private static Scenario stage(Setting setting) {
    return Scenario.named("cash-in")
        .given(
            "insert into wallet (id, balance) values (1, 100)",
            "insert into bank (id, balance) values (1, 100)",
            "insert into machine (id, power) values (1, 1)")
        .actor("power", () -> Machine.cutPower(setting.dataSource()))
        .invariant(
            "no money is made or lost, that in transit included",
            "select (select balance from wallet) + (select balance from bank)"
                + " + coalesce(sum(amount), 0) = 200"
                + " from outbox where id not in (select id from inbox)");
  }
}
