package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.history.Isolation;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How few schedules are enough, and that nothing is lost by it. */
class ReductionIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(4));
  private static Database database;
  private Explorer explorer;

  @BeforeAll
  static void start() {
    database = new Database();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

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
}
