package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.guard;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HSQLDB's waits, victims and levels, as the explorer sees them. */
class HsqldbIT extends LockingExplorations {

  @RegisterExtension static final Database database = Database.inProcess(Dialect.HSQLDB);

  @Override
  Database database() {
    return database;
  }

  @Override
  String nextReceipt() {
    return "select next value for receipt + 0 * ? from (values 0)";
  }

  @WholeSuite
  @ParameterizedTest
  @EnumSource(Isolation.class)
  void guard_allSmallScenarios_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      SmallScenarios.guardAll(explorer, " from (values 0)", 3);
      var accounts = new Accounts(explorer.dataSource());
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> SmallScenarios.total(accounts)));
    }
  }

  /** Two tables, since each is locked as a whole: whoever would close the cycle is rolled back. */
  @Test
  void explore_crossingWrites_deadlockHasTheSameVictimEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE, "create table total (cents int not null)");
      var accounts = new Accounts(explorer.dataSource());

      SmallScenarios.assertSameVictim(explorer, crossingWrites(accounts), "40001");
    }
  }

  @WholeSuite
  @Test
  void replay_victimOfADeadlock_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE, "create table total (cents int not null)");
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          crossingWrites(accounts).invariant("both have taken", "select cents = 198 from total");

      SmallScenarios.assertReplays(explorer, scenario, "BLOCKED BY alice");
    }
  }

  private static Scenario crossingWrites(Accounts accounts) {
    String account = "update account set balance = balance - 1 where id = 1";
    String total = "update total set cents = cents - 1";
    return both(() -> inOrder(accounts, account, total), () -> inOrder(accounts, total, account))
        .given("insert into total values (200)");
  }

  private static Object inOrder(Accounts accounts, String first, String second)
      throws SQLException {
    return accounts.transaction(c -> Accounts.change(c, first) + Accounts.change(c, second));
  }

  @Test
  void on_databaseThatKeepsVersionsOfRows_refused() throws Exception {
    Target target = Target.of("jdbc:hsqldb:mem:versions;hsqldb.tx=mvcc;shutdown=true", "SA", "");
    DataSource versions = target.unpooled(Isolation.READ_COMMITTED, "PUBLIC");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Explorer.on(versions).close())
        .withMessageContaining("MVCC")
        .withMessageContaining("set database transaction control locks");
  }
}
