package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.guard;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.junit.OwnPools;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** H2's waits, victims and levels, as the explorer sees them. */
class H2IT extends InProcessExplorations {

  @RegisterExtension static final Database database = Database.inProcess(Dialect.H2);

  @Override
  Database database() {
    return database;
  }

  @Override
  String nextReceipt() {
    return "select next value for receipt + 0 * ?";
  }

  @WholeSuite
  @ParameterizedTest
  @EnumSource(Isolation.class)
  void guard_allSmallScenarios_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      SmallScenarios.guardAll(explorer, "", 3);
      var accounts = new Accounts(explorer.dataSource());
      guard(
          explorer,
          both(
              () -> accounts.transfer(1, 2, 30, " for update"),
              () -> accounts.transfer(2, 1, 10, " for update")));
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> SmallScenarios.total(accounts)));
    }
  }

  @Test
  void explore_crossingTransfersThatLock_deadlockHasTheSameVictimEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> accounts.transfer(1, 2, 30, " for update"),
              () -> accounts.transfer(2, 1, 10, " for update"));

      SmallScenarios.assertSameVictim(explorer, scenario, "40001");
    }
  }

  @WholeSuite
  @Test
  void replay_lostUpdate_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      SmallScenarios.assertReplays(
          explorer, two(() -> accounts.readModifyWrite(1, 80)), "BLOCKED BY alice");
    }
  }

  /** Its SERIALIZABLE is snapshot isolation. */
  @ParameterizedTest
  @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
  void explore_eachTakesFromOneAfterLookingAtBoth_writeSkew(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      SmallScenarios.assertWriteSkew(explorer);
    }
  }

  @Test
  void explore_namesThatDifferInCaseAlone_refused() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE, "create table other (\"id\" int primary key)");
      var accounts = new Accounts(explorer.dataSource());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET))
          .withMessageContaining("[id]");
    }
  }

  @Test
  void race_onATeamsPool_itsSessionsComeBackAsTheyWere() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.WALLET, "create schema if not exists app");
    }
    try (HikariDataSource pool =
        OwnPools.pool(database.target(), 4, "set lock_timeout 1234; set schema app")) {
      assertThat(OwnPools.race(pool, "PUBLIC").verdict()).isEqualTo(Exploration.Verdict.FAILS);

      assertThat(OwnPools.everywhere(pool, "select lock_timeout()")).containsExactly("1234");
      assertThat(OwnPools.everywhere(pool, "select current_schema")).containsExactly("APP");
      assertThat(
              OwnPools.everywhere(
                  pool,
                  "select table_name from information_schema.tables"
                      + " where table_name like 'OVERDRAFT%'"))
          .isEmpty();
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @Test
  void race_onAPoolOfOne_refusedAndTheOneComesBack() throws Exception {
    try (HikariDataSource pool = OwnPools.pool(database.target(), 1, "set lock_timeout 1234")) {
      assertThatThrownBy(() -> OwnPools.race(pool, "PUBLIC")).isInstanceOf(SQLException.class);

      assertThat(OwnPools.everywhere(pool, "select lock_timeout()")).containsExactly("1234");
    }
  }
}
