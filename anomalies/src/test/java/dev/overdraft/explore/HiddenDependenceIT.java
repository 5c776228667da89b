package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.guard;
import static dev.overdraft.explore.SmallScenarios.inOrder;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statements that do not look as if anybody else could matter to them: nothing is left out that
 * enumeration finds.
 */
class HiddenDependenceIT {

  private static final String TAKE = "update account set balance = 50 where id = 1";

  @RegisterExtension static final Database database = Database.postgres();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select now()",
        "select 1",
        "select nextval('receipt')",
        "select 17 as number",
        "set constraints all immediate"
      })
  @WholeSuite
  void explore_snapshotTakenByAStatementWithoutTables_asEnumeration(String first) throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(Accounts.TABLE, "create sequence receipt");
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> SmallScenarios.takeAfter(accounts, first),
              () -> {
                inOrder(accounts, TAKE);
                return inOrder(accounts, "update account set balance = 40 where id = 2");
              });
      guard(explorer, scenario);
      assertThat(explorer.explore(scenario, BUDGET).outcomes())
          .extracting(outcome -> outcome.endings().get(0))
          .contains("returned 100100", "returned 50040");
    }
  }

  @Test
  void explore_autocommitFunctionThatWrites_twoSteps() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(
          Accounts.TABLE,
          "create table coupon (code text not null)",
          """
          create function redeem(wanted text) returns int language plpgsql as $$
          begin
            insert into coupon select wanted
            where not exists (select from coupon where code = wanted);
            return (select count(*) from coupon);
          end $$
          """);
      Scenario scenario = two(() -> number(explorer, "select redeem('X')"));
      guard(explorer, scenario);
      assertThat(explorer.explore(scenario, BUDGET).outcomes()).as("once and twice").hasSize(2);
    }
  }

  @Test
  void explore_tableLockThatDoesNotWait_meetsReaders() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      guard(
          explorer,
          both(
              () -> accounts.transaction(connection -> Accounts.read(connection, 1, "")),
              () -> inOrder(accounts, "lock table account nowait")));
    }
  }

  @Test
  void explore_constraintTriggerAtCommit_asEnumeration() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(
          Accounts.TABLE,
          "create table hold (id int primary key, cents int not null)",
          """
          create function covered() returns trigger language plpgsql as $$
          begin
            if (select sum(cents) from hold) > (select balance from account where id = 1) then
              raise 'not covered';
            end if;
            return null;
          end $$
          """,
          """
          create constraint trigger covered after update on account
          deferrable initially deferred for each row execute function covered()
          """);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> inOrder(accounts, "update account set balance = 20 where id = 1"),
              () -> inOrder(accounts, "insert into hold (id, cents) values (1, 60)"));
      guard(explorer, scenario);
      guard(
          explorer,
          both(
              () ->
                  inOrder(
                      accounts,
                      "update account set balance = 20 where id = 1",
                      "set constraints all immediate"),
              () -> inOrder(accounts, "insert into hold (id, cents) values (1, 60)")));
    }
  }

  @Test
  void explore_levelOfOneTransaction_nextHasItsOwn() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      guard(
          explorer,
          both(
              () -> twoTransactions(explorer, "set transaction isolation level repeatable read"),
              () -> inOrder(accounts, TAKE)));
      guard(
          explorer,
          both(
              () ->
                  twoTransactions(
                      explorer,
                      "set session characteristics as transaction isolation level repeatable read"),
              () -> inOrder(accounts, TAKE)));
    }
  }

  @Test
  void explore_deleteThatCascadesOnlySometimes_asEnumeration() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(
          Accounts.TABLE,
          "create table invoice (id int primary key, account int not null"
              + " references account on delete cascade)",
          "create table line (id int primary key, cents int not null, invoice int not null"
              + " references invoice on delete cascade)",
          "create table visit (id int primary key, times int not null)");
      var accounts = new Accounts(explorer.dataSource());
      guardDelete(
          explorer, accounts, c -> Accounts.change(c, "delete from account where id = ?", 2));
      guardDelete(explorer, accounts, c -> lines(c, "select cents from line where id = 2"));
    }
  }

  /** Deletes an account after something else, while a row is altered that goes with it. */
  private static void guardDelete(
      Explorer explorer, Accounts accounts, Accounts.Work<Integer> before) throws Exception {
    String count = "update visit set times = times + 1 where id = 1";
    String alter = "update line set cents = 7 where id = 1";
    guard(
        explorer,
        both(
                () ->
                    accounts.transaction(
                        connection -> {
                          Accounts.change(connection, count);
                          return before.run(connection)
                              + Accounts.change(connection, "delete from account where id = ?", 1);
                        }),
                () -> inOrder(accounts, count) + "" + inOrder(accounts, alter))
            .given(
                "insert into visit values (1, 0)",
                "insert into invoice values (1, 1)",
                "insert into line values (1, 5, 1)"));
  }

  private static int lines(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? 1 : 0;
    }
  }

  /** Reads the account once, and then twice, on one connection. */
  private static Object twoTransactions(Explorer explorer, String level) throws SQLException {
    try (Connection connection = explorer.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Accounts.change(connection, level);
      int once = Accounts.read(connection, 1, "");
      connection.commit();
      int twice = 7 * Accounts.read(connection, 1, "") + 49 * Accounts.read(connection, 1, "");
      connection.commit();
      return once + twice;
    }
  }

  private static int number(Explorer explorer, String query) throws SQLException {
    try (Connection connection = explorer.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }
}
