package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.history.Isolation;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the footprints call independent is so, in every schedule of every small scenario. */
class IndependenceIT {

  @RegisterExtension static final Database database = Database.postgres();

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
  void guard_allSmallScenarios_noDifference(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      explorer.execute(Accounts.TABLE, "create table coupon (code text not null)");
      explorer.execute(OrderFlow.TABLES);
      DataSource dataSource = explorer.dataSource();
      var accounts = new Accounts(dataSource);
      var orders = new OrderFlow(dataSource);
      guard(explorer, two(() -> accounts.readModifyWrite(1, 80)), false);
      guard(explorer, two(() -> accounts.selectForUpdate(1, 80)), false);
      guard(explorer, two(() -> accounts.atomicUpdate(1, 80)), false);
      guard(explorer, two(() -> SmallScenarios.redeem(dataSource)), false);
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> accounts.transfer(2, 1, 10, "")),
          true);
      guard(
          explorer,
          both(() -> orders.fiveSteps(1), () -> orders.fiveSteps(2)).given(OrderFlow.ROWS),
          true);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
  void guard_foreignKeys_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      SmallScenarios.guardForeignKeys(explorer);
    }
  }

  private static void guard(Explorer explorer, Scenario scenario, boolean hasPairs)
      throws Exception {
    IndependenceGuard.Report report = explorer.guard(scenario, s -> new Enumeration());
    assertThat(report.differences()).isEmpty();
    if (hasPairs) {
      assertThat(report.pairs()).isPositive();
    }
  }
}
