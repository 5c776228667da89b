package dev.overdraft.explore;

import dev.overdraft.history.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is the same on every engine in this JVM. */
abstract class InProcessExplorations {

  abstract Database database();

  /** SQL for the next value of the sequence {@code receipt}, and a number that changes nothing. */
  abstract String nextReceipt();

  /** A level for the waits, and one for the snapshots or the ranges. */
  @ParameterizedTest
  @EnumSource(names = {"READ_UNCOMMITTED", "READ_COMMITTED", "SERIALIZABLE"})
  void guard_foreignKeys_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database().explorer(level)) {
      SmallScenarios.guardForeignKeys(explorer);
    }
  }

  @Test
  void explore_secondConnectionOnTheSameRow_selfDeadlock() throws Exception {
    try (Explorer explorer = database().explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      SmallScenarios.assertSelfDeadlock(explorer, accounts);
    }
  }

  @Test
  void explore_numberedRowsAndQuotedNames_startFromTheSamePlaceEachTime() throws Exception {
    try (Explorer explorer = database().explorer(Isolation.READ_COMMITTED)) {
      SmallScenarios.assertNumbersComeBack(explorer, nextReceipt());
    }
  }
}
