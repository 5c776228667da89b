package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.two;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is the same on engines in this JVM whose levels are made of locks, and of no snapshots. */
abstract class LockingExplorations extends InProcessExplorations {

  @WholeSuite
  @Test
  void replay_lostUpdate_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database().explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      SmallScenarios.assertReplays(
          explorer, two(() -> accounts.readModifyWrite(1, 80)), "a lost update");
    }
  }

  /** Readers keep their locks, so one of two who read and then write is rolled back. */
  @ParameterizedTest
  @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
  void explore_eachTakesFromOneAfterLookingAtBoth_noWriteSkew(Isolation level) throws Exception {
    try (Explorer explorer = database().explorer(level)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      SmallScenarios.assertSameVictim(
          explorer, SmallScenarios.eachTakesAfterLookingAtBoth(accounts), "40001");
    }
  }

  @Test
  void explore_eachTakesFromOneAfterLookingAtBothAtReadCommitted_writeSkew() throws Exception {
    try (Explorer explorer = database().explorer(Isolation.READ_COMMITTED)) {
      SmallScenarios.assertWriteSkew(explorer);
    }
  }
}
