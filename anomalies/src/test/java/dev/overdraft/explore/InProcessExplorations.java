package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same on every engine in this JVM. */
abstract class InProcessExplorations {

  private static final String[] WALLETS = {
    "insert into wallet values (1, 100)", "insert into transfer values (5, 1)"
  };

  abstract Database database();

  /** SQL for the next value of the sequence {@code receipt}, and a number that changes nothing. */
  abstract String nextReceipt();

  /** A level for the waits, and one for the snapshots or the ranges. */
  @WholeSuite
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

  /** Foreign keys stay on here, so the transfer has to go and to come back with its wallet. */
  @ParameterizedTest
  @ValueSource(strings = {"", " on delete cascade"})
  void explore_onlyTheParentChanges_itsChildrenAreThereEachTime(String onDelete) throws Exception {
    try (Explorer explorer = database().explorer(Isolation.READ_COMMITTED)) {
      makeWallets(explorer, onDelete);

      assertHolds(explorer, withdrawals(explorer).given(WALLETS));
    }
  }

  @Test
  void explore_rowsThatWereThereBefore_areThereInTheEnd() throws Exception {
    try (Explorer explorer = database().explorerOfTheirs(Isolation.READ_COMMITTED)) {
      makeWallets(explorer, "");
      explorer.execute(WALLETS);

      assertHolds(explorer, withdrawals(explorer));

      assertThat(withdraw(explorer, " where cents = 100")).isEqualTo(1);
    }
  }

  @Test
  void explore_rowsOfAnotherSchemaReferToThoseThatWereThere_refused() throws Exception {
    try (Explorer explorer = database().explorerOfTheirs(Isolation.READ_COMMITTED)) {
      makeWallets(explorer, "");
      explorer.execute(
          "create schema billing",
          "create table billing.invoice (wallet_id int, foreign key (wallet_id) references "
              + schema(explorer)
              + ".wallet (id) on delete cascade)");

      try {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> explorer.explore(withdrawals(explorer), BUDGET))
            .withMessageContaining("[BILLING.INVOICE]");
      } finally {
        explorer.execute("drop table billing.invoice", "drop schema billing restrict");
      }
    }
  }

  private static void makeWallets(Explorer explorer, String onDelete) throws SQLException {
    explorer.execute(
        "create table wallet (id int primary key, cents int not null)",
        "create table transfer (id int primary key, wallet_id int not null,"
            + " foreign key (wallet_id) references wallet (id)"
            + onDelete
            + ")");
  }

  private static Scenario withdrawals(Explorer explorer) {
    return Scenario.named("both")
        .actor("alice", () -> withdraw(explorer, ""))
        .actor("bob", () -> withdraw(explorer, ""))
        .invariant("the transfer is there", "select count(*) = 1 from transfer");
  }

  private static int withdraw(Explorer explorer, String where) throws SQLException {
    return new Accounts(explorer.dataSource())
        .transaction(c -> Accounts.change(c, "update wallet set cents = cents - 10" + where));
  }

  private static String schema(Explorer explorer) throws SQLException {
    return new Accounts(explorer.dataSource()).transaction(Connection::getSchema);
  }

  private static void assertHolds(Explorer explorer, Scenario scenario) throws Exception {
    Exploration exploration = explorer.explore(scenario, BUDGET);
    assertThat(exploration.verdict())
        .as(exploration.toString())
        .isEqualTo(Exploration.Verdict.HOLDS);
  }
}
