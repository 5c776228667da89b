package dev.overdraft.explore;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What two may do to each other by keys alone: as plain enumeration sees it. */
@WholeSuite
class KeysIT {

  @RegisterExtension static final Database postgres = Database.postgres();
  @RegisterExtension static final Database mariadb = Database.mariadb();
  @RegisterExtension static final Database h2 = Database.inProcess(Dialect.H2);
  @RegisterExtension static final Database derby = Database.inProcess(Dialect.DERBY);

  private interface Guard {
    void of(Explorer explorer) throws Exception;
  }

  private static void guard(Database database, Guard guard) throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      guard.of(explorer);
    }
  }

  @Test
  void guard_uniqueValueOfADeletedRow_nothingLost() throws Exception {
    guard(postgres, KeyScenarios::guardUniqueValue);
    guard(h2, KeyScenarios::guardUniqueValue);
    guard(derby, KeyScenarios::guardUniqueValue);
  }

  @Test
  void guard_batch_nothingLost() throws Exception {
    guard(postgres, KeyScenarios::guardBatch);
    guard(h2, KeyScenarios::guardBatch);
    guard(derby, KeyScenarios::guardBatch);
  }

  @Test
  void guard_generatedKey_nothingLost() throws Exception {
    guard(postgres, KeyScenarios::guardGeneratedKey);
    guard(h2, KeyScenarios::guardGeneratedKey);
    guard(derby, KeyScenarios::guardGeneratedKey);
  }

  @Test
  void guard_foreignKeysOfManyColumnsAndToUniqueOnes_nothingLost() throws Exception {
    guard(postgres, KeyScenarios::guardForeignKeys);
    guard(h2, KeyScenarios::guardForeignKeys);
    guard(derby, KeyScenarios::guardForeignKeys);
    guard(mariadb, KeyScenarios::guardForeignKeys);
  }

  @Test
  void guard_deleteThatCascadesTwice_nothingLost() throws Exception {
    guard(h2, KeyScenarios::guardCascade);
    guard(derby, KeyScenarios::guardCascade);
    guard(mariadb, KeyScenarios::guardCascade);
  }

  @Test
  void guard_updateOfAJoin_nothingLost() throws Exception {
    guard(mariadb, KeyScenarios::guardJoinedUpdate);
  }
}
