package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.guard;
import static dev.overdraft.explore.SmallScenarios.inOrder;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Derby's waits, victims and levels, as the explorer sees them. */
class DerbyIT extends LockingExplorations {

  @RegisterExtension static final Database database = Database.inProcess(Dialect.DERBY);

  @Override
  Database database() {
    return database;
  }

  @Override
  String nextReceipt() {
    return "select next value for receipt + 0 * cast(? as int) from sysibm.sysdummy1";
  }

  @WholeSuite
  @ParameterizedTest
  @EnumSource(Isolation.class)
  void guard_allSmallScenarios_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      int others = level == Isolation.SERIALIZABLE ? 4 : 3;
      SmallScenarios.guardAll(explorer, " from sysibm.sysdummy1", others);
      var accounts = new Accounts(explorer.dataSource());
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> SmallScenarios.total(accounts)));
      guard(explorer, both(() -> accounts.transfer(1, 2, 30, ""), () -> touchAll(accounts)));
    }
  }

  private static Object touchAll(Accounts accounts) throws SQLException {
    return accounts.transaction(
        c -> Accounts.change(c, "update account set balance = balance + 0"));
  }

  /** One row each, then the other's. */
  @Test
  void explore_crossingWrites_deadlockHasTheSameVictimEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      SmallScenarios.assertSameVictim(explorer, crossingWrites(accounts), "40001");
    }
  }

  private static final String TAKE_FROM = "update account set balance = balance - 1 where id = ";

  /** Whoever has a row already does not queue behind those who wait for it. */
  @Test
  void explore_readersWhoWriteBesideAWriter_neverTakenForACycleThatIsNone() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(() -> accounts.readModifyWrite(1, 10), () -> seen(accounts, 1))
              .actor("carol", () -> inOrder(accounts, TAKE_FROM + 1));

      assertNoTimeout(explorer.explore(scenario, BUDGET));
    }
  }

  /** Carol's key and the sum can be read at once, but the sum came first, and waits. */
  @Test
  void explore_readerBehindAReaderThatWaits_waitsToo() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.SERIALIZABLE)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(() -> inOrder(accounts, TAKE_FROM + 1), () -> sum(accounts))
              .actor("carol", () -> seen(accounts, 2));

      assertNoTimeout(explorer.explore(scenario, BUDGET));
    }
  }

  private static Object sum(Accounts accounts) throws SQLException {
    return accounts.transaction(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("select sum(balance) from account")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private static Object seen(Accounts accounts, int id) throws SQLException {
    return accounts.transaction(connection -> Accounts.read(connection, id, ""));
  }

  private static void assertNoTimeout(Exploration exploration) {
    assertThat(exploration.coverage().kind())
        .as(exploration.toString())
        .isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(exploration.outcomes())
        .noneMatch(o -> o.endings().stream().anyMatch(ending -> ending.endsWith(" 40XL1")));
  }

  /** Read to the end, and closed with its connection only. */
  @Test
  void explore_queryLeftOpen_keepsNothingLocked() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.SERIALIZABLE)) {
      explorer.execute(Accounts.TABLE);
      DataSource dataSource = explorer.dataSource();
      var accounts = new Accounts(dataSource);

      assertNoTimeout(
          explorer.explore(
              both(() -> readAndLeaveOpen(dataSource), () -> inOrder(accounts, TAKE_FROM + 1)),
              BUDGET));
    }
  }

  @SuppressWarnings("resource")
  private static Object readAndLeaveOpen(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      ResultSet row =
          connection.createStatement().executeQuery("select balance from account where id = 1");
      int balance = 0;
      while (row.next()) {
        balance = row.getInt(1);
      }
      return balance;
    }
  }

  @Test
  void explore_largeObjects_refused() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE, "create table letter (id int primary key, note clob(10K))");
      var accounts = new Accounts(explorer.dataSource());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET))
          .withMessageContaining("letter.note cannot be brought back");
    }
  }

  @Test
  void explore_numberedRowsInNamesWithPercentSigns_startFromTheSamePlaceEachTime()
      throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(
          Accounts.TABLE,
          "create table \"100%d\" (\"%s\" int generated always as identity primary key,"
              + " score double)",
          "insert into \"100%d\" (score) values (1.5)");
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(
              two(() -> inOrder(accounts, "insert into \"100%d\" (score) values (2)")), BUDGET);

      assertThat(exploration.coverage().kind())
          .as(exploration.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
    }
  }

  /**
   * Carol queues for the row that the others need to close their cycle, and is taken for a part of
   * it.
   */
  @Test
  void explore_victimWhoMerelyQueued_theOthersDeadlockEndsInATimeout() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          crossingWrites(accounts).actor("carol", () -> accounts.atomicUpdate(1, 10));

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.coverage().kind())
          .as(exploration.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(exploration.outcomes())
          .anyMatch(
              o ->
                  o.endings().get(2).endsWith(" 40001")
                      && o.endings().stream().anyMatch(ending -> ending.endsWith(" 40XL1")));
    }
  }

  @WholeSuite
  @Test
  void replay_victimOfADeadlock_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          crossingWrites(accounts)
              .invariant("both have taken", "select sum(balance) = 196 from account");

      SmallScenarios.assertReplays(explorer, scenario, "BLOCKED BY alice");
    }
  }

  private static Scenario crossingWrites(Accounts accounts) {
    return both(
        () -> inOrder(accounts, TAKE_FROM + 1, TAKE_FROM + 2),
        () -> inOrder(accounts, TAKE_FROM + 2, TAKE_FROM + 1));
  }

  @Test
  void on_databaseThatLooksForDeadlocksAfterSeconds_refused() throws Exception {
    Target target = Target.of("jdbc:derby:memory:patient;create=true", "", "");
    DataSource patient = target.unpooled(Isolation.READ_COMMITTED, "APP");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Explorer.on(patient).close())
        .withMessageContaining("after 20 s")
        .withMessageContaining("syscs_set_database_property('derby.locks.deadlockTimeout', '0')");
  }
}
