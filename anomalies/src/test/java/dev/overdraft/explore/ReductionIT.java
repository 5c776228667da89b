package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How few schedules are enough, and that nothing is lost by it. */
class ReductionIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(4));
  @RegisterExtension static final Database database = Database.postgres();
  private Explorer explorer;

  @BeforeEach
  void prepare() throws SQLException {
    explorer = database.explorer(Isolation.READ_COMMITTED);
    explorer.execute(Accounts.TABLE);
    explorer.execute(OrderFlow.TABLES);
  }

  @AfterEach
  void tidy() throws SQLException {
    explorer.close();
  }

  @WholeSuite
  @Test
  void explore_twiceEightStatementsOneSharedRow_atMostTwelveSchedules() throws Exception {
    var orders = new OrderFlow(explorer.dataSource());
    Scenario scenario =
        Scenario.named("order-flow")
            .given(OrderFlow.ROWS)
            .actor("alice", () -> orders.eightSteps(1))
            .actor("bob", () -> orders.eightSteps(2))
            .serialEquivalence();

    Exploration reduced = explorer.explore(scenario, BUDGET);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());

    assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.coverage().schedules()).isLessThanOrEqualTo(12);
    assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(all.coverage().schedules()).isGreaterThan(2_000);
    assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
    assertThat(reduced.coverage().classes()).isEqualTo(all.coverage().classes());
  }

  @Test
  void explore_transfersInOppositeOrder_atMostTwentySchedules() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("opposite-transfers")
            .given("insert into account values (1, 100), (2, 100)")
            .actor("alice", () -> accounts.transfer(1, 2, 30, ""))
            .actor("bob", () -> accounts.transfer(2, 1, 10, ""))
            .serialEquivalence();

    Exploration reduced = explorer.explore(scenario, BUDGET);

    assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.coverage().schedules()).isLessThanOrEqualTo(20);
  }

  /** What alice's second statement frees by failing could not be seen before it ran. */
  @Test
  void explore_stepThatFailsFreesWhatAnotherOneTries_asEnumeration() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("frees-by-failing")
            .given("insert into account values (1, 100)")
            .actor(
                "alice",
                () ->
                    accounts.transaction(
                        c -> Accounts.write(c, 1, 80) + Accounts.change(c, "select 1 / 0")))
            .actor(
                "bob", () -> accounts.transaction(c -> Accounts.read(c, 1, " for update nowait")))
            .mayFail("22012")
            .mayFail("55P03")
            .invariant("there", "select count(*) = 1 from account");

    assertAsEnumeration(scenario);
  }

  /** Whom alice's commit lets in could not be seen before it ran, nor what he locks next. */
  @Test
  void explore_stepThatWakesSomebodyWhoLocksWhatAnotherOneTries_asEnumeration() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("lets-somebody-in")
            .given("insert into account values (1, 100), (2, 100)")
            .actor("alice", () -> accounts.transaction(c -> Accounts.write(c, 1, 80)))
            .actor(
                "bob",
                () ->
                    accounts.transaction(
                        c -> Accounts.read(c, 0, " or true order by id for update")))
            .actor(
                "carol", () -> accounts.transaction(c -> Accounts.read(c, 2, " for update nowait")))
            .mayFail("55P03")
            .invariant("there", "select count(*) = 2 from account");

    assertAsEnumeration(scenario);
  }

  /** Alice's commit lets nobody in, but bob waits for carol then, whose commit will. */
  @Test
  void explore_stepThatMakesSomebodyWaitForAnotherOne_asEnumeration() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("waits-on")
            .given("insert into account values (1, 100), (2, 100), (3, 100)")
            .actor(
                "alice",
                () ->
                    accounts.transaction(c -> Accounts.write(c, 1, 80))
                        + accounts.transaction(c -> Accounts.read(c, 3, " for update nowait")))
            .actor(
                "bob",
                () ->
                    // In an order that does not depend on where rows lie.
                    accounts.transaction(
                        c -> Accounts.read(c, 0, " or true order by id for update")))
            .actor("carol", () -> accounts.transaction(c -> Accounts.write(c, 2, 80)))
            .mayFail("55P03")
            .invariant("there", "select count(*) = 3 from account");

    assertAsEnumeration(scenario);
  }

  private void assertAsEnumeration(Scenario scenario) throws Exception {
    Exploration reduced = explorer.explore(scenario, BUDGET);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());

    assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
    assertThat(reduced.coverage().classes()).isEqualTo(all.coverage().classes());
  }
}
