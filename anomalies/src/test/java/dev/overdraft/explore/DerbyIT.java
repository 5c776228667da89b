package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.guard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import java.sql.SQLException;
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

      Exploration exploration = explorer.explore(scenario, SmallScenarios.BUDGET);

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
    return both(() -> inOrder(accounts, 1, 2), () -> inOrder(accounts, 2, 1));
  }

  private static Object inOrder(Accounts accounts, int first, int second) throws SQLException {
    String take = "update account set balance = balance - 1 where id = ?";
    return accounts.transaction(
        c -> Accounts.change(c, take, first) + Accounts.change(c, take, second));
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
