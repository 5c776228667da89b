package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.step.Actor;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExplorerIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));
  @RegisterExtension static final Database database = Database.postgres();

  @Test
  void explore_readModifyWrite_lostUpdateWithOneSwitch() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario = twoWithdrawals(accounts::readModifyWrite);

      Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());
      Exploration reduced = explorer.explore(scenario, BUDGET);
      assertThat(all.coverage().schedules()).isEqualTo(14);
      assertThat(all.coverage().classes()).isEqualTo(6);
      assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(reduced.coverage().schedules()).isEqualTo(6);
      assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
      assertThat(reduced.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      assertThat(reduced.witness())
          .get()
          .satisfies(
              witness -> {
                assertThat(witness.anomaly()).isEqualTo("lost update");
                assertThat(witness.run().switches()).isLessThanOrEqualTo(2);
                assertThat(witness.reproduced()).isEqualTo(3);
              });
      ReplayToken token = reduced.witness().orElseThrow().token();
      Replay replay = explorer.replay(scenario, ReplayToken.parse(token.toString()));
      assertThat(replay.divergence()).isEmpty();
      assertThat(replay.played().failure()).isPresent();
    }
  }

  @Test
  void explore_selectForUpdate_exhaustiveWithoutFailure() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      assertHolds(explorer, twoWithdrawals(accounts::selectForUpdate));
      assertHolds(explorer, twoWithdrawals(accounts::atomicUpdate));
    }
  }

  /** As from an actor who was unwound, and came to his end just before he was to be interrupted. */
  @Test
  void explore_actorsInterruptedSinceTheLastRun_notTheirConcern() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          twoWithdrawals(
              (account, cents) -> {
                threads.add(Thread.currentThread());
                return accounts.atomicUpdate(account, cents);
              });
      assertHolds(explorer, scenario);
      assertThat(threads).hasSize(2);

      threads.forEach(Thread::interrupt);

      assertHolds(explorer, scenario);
      assertThat(threads).hasSize(2);
    }
  }

  @Test
  void explore_readModifyWriteAtHigherLevels_onlyAborts() throws Exception {
    for (Isolation level : new Isolation[] {Isolation.REPEATABLE_READ, Isolation.SERIALIZABLE}) {
      try (Explorer explorer = prepared(level)) {
        var accounts = new Accounts(explorer.dataSource());
        assertHolds(explorer, twoWithdrawals(accounts::readModifyWrite));
      }
    }
  }

  @Test
  void explore_transfersInOppositeOrder_reducedButComplete() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          Scenario.named("opposite-transfers")
              .given("insert into account values (1, 100), (2, 100)")
              .actor("alice", () -> accounts.transfer(1, 2, 30, ""))
              .actor("bob", () -> accounts.transfer(2, 1, 10, ""))
              .serialEquivalence();

      Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());
      Exploration reduced = explorer.explore(scenario, BUDGET);
      assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
      assertThat(reduced.coverage().classes()).isEqualTo(all.coverage().classes());
      assertThat(reduced.coverage().schedules()).isLessThanOrEqualTo(20);
    }
  }

  @WholeSuite
  @Test
  void explore_threeWritersOfOneRow_reducedButComplete() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          Scenario.named("three-deposits")
              .given("insert into account values (1, 100)")
              .actor("alice", () -> accounts.readModifyWrite(1, 1))
              .actor("bob", () -> accounts.readModifyWrite(1, 2))
              .actor("carol", () -> accounts.readModifyWrite(1, 4))
              .serialEquivalence();

      Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());
      Exploration reduced = explorer.explore(scenario, BUDGET);

      assertThat(all.coverage().schedules()).isGreaterThan(500);
      assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
      assertThat(reduced.coverage().schedules()).isLessThanOrEqualTo(120);
      assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    }
  }

  @Test
  void explore_autocommitInsertIfAbsent_foundBetweenStatementAndCommit() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      explorer.execute("create table coupon (code text not null)");
      var dataSource = explorer.dataSource();
      Scenario scenario =
          Scenario.named("insert-if-absent")
              .actor("alice", () -> SmallScenarios.redeem(dataSource))
              .actor("bob", () -> SmallScenarios.redeem(dataSource))
              .invariant("redeemed once", "select count(*) <= 1 from coupon");

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.witness().orElseThrow().run().switches()).isEqualTo(1);
    }
  }

  /** Such an actor counts as not having run, however the error is wrapped. */
  @Test
  void explore_assertionOfAnActorFailsForARetryableError_allowed() throws Exception {
    try (Explorer explorer = prepared(Isolation.SERIALIZABLE)) {
      var accounts = new Accounts(explorer.dataSource());
      Actor.Work asserted = () -> assertDoesNotThrow(() -> accounts.atomicUpdate(1, 30));
      Scenario scenario =
          Scenario.named("asserted-to-throw-nothing")
              .given("insert into account values (1, 100)")
              .actor("alice", asserted)
              .actor("bob", asserted)
              .invariant(
                  "no negative balance", "select count(*) = 0 from account where balance < 0");

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict())
          .as(exploration.toString())
          .isEqualTo(Exploration.Verdict.HOLDS);
    }
  }

  @Test
  void explore_assertionOfAnActorFails_failsWithAWitness() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          Scenario.named("asserted-withdrawal")
              .given("insert into account values (1, 100)")
              .actor(
                  "alice",
                  () -> {
                    int before = balance(accounts);
                    accounts.atomicUpdate(1, 80);
                    assertThat(balance(accounts)).isEqualTo(before - 80);
                  })
              .actor("bob", () -> accounts.atomicUpdate(1, 10))
              .invariant(
                  "no negative balance", "select count(*) = 0 from account where balance < 0");

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.witness().orElseThrow().failure().what())
          .startsWith("'alice' ended with ")
          .contains("expected: 20")
          .doesNotContain("\n");
      assertThat(explorer.explore(scenario.mayFail("AssertionFailedError"), BUDGET).verdict())
          .isEqualTo(Exploration.Verdict.HOLDS);
    }
  }

  private static int balance(Accounts accounts) throws SQLException {
    return accounts.transaction(connection -> Accounts.read(connection, 1, ""));
  }

  @Test
  void explore_budgetTooSmallForTheSerialOrders_inconclusive() throws Exception {
    var runs = new AtomicInteger();
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario = Scenario.named("crowd").given("insert into account values (1, 100)");
      for (int i = 0; i < 10; i++) {
        scenario =
            scenario.actor(
                "user-" + i,
                () -> {
                  runs.incrementAndGet();
                  return accounts.readModifyWrite(1, 80);
                });
      }

      Exploration exploration =
          explorer.explore(scenario.serialEquivalence(), new Budget(Duration.ofMillis(1), 10));

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark())
          .contains("the budget is used up by the serial orders of 10 actors");
      assertThat(runs.get()).isLessThan(10 * 100);
    }
  }

  @Test
  void explore_oneClassBeforeTheBudgetIsUsedUp_inconclusive() throws Exception {
    try (Explorer explorer = prepared(Isolation.READ_COMMITTED)) {
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(
              twoWithdrawals(accounts::selectForUpdate), new Budget(Duration.ofMinutes(2), 1));

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark()).contains("the budget of 1 schedules is used up");
    }
  }

  private static Explorer prepared(Isolation level) throws SQLException {
    Explorer explorer = database.explorer(level);
    explorer.execute(Accounts.TABLE);
    return explorer;
  }

  private interface Withdrawal {
    boolean withdraw(int id, int cents) throws SQLException;
  }

  private static Scenario twoWithdrawals(Withdrawal bank) {
    return Scenario.named("two-withdrawals")
        .given("insert into account values (1, 100)")
        .actor("alice", () -> bank.withdraw(1, 80))
        .actor("bob", () -> bank.withdraw(1, 80))
        .invariant("no negative balance", "select count(*) = 0 from account where balance < 0")
        .serialEquivalence();
  }

  private static void assertHolds(Explorer explorer, Scenario scenario) throws Exception {
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());
    Exploration reduced = explorer.explore(scenario, BUDGET);
    assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
    assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
  }
}
