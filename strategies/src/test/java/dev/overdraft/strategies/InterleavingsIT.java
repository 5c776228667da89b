package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.workload.bank.BankStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schedule of two operations, on a real server: good strategies hold in all of them. Broken
 * ones fail in one, if need be of three operations, unless it takes load to break them. Exempt are
 * those that say that they cannot be stepped, and of these the explorer says so.
 */
class InterleavingsIT {

  private static final Budget BUDGET = Budget.of(Duration.ofSeconds(4));

  private static Engine engine;
  private static SchemaLease lease;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  static Stream<BankStrategy> good() {
    return Strategies.all().stream()
        .filter(s -> !s.core() && s.kind() == BankStrategy.Kind.GOOD)
        .filter(s -> s.shown().steps());
  }

  static Stream<BankStrategy> broken() {
    return Strategies.all().stream()
        .filter(s -> !s.core() && s.kind() == BankStrategy.Kind.BROKEN)
        .filter(s -> s.shown() != BankStrategy.Shown.BY_STORM && s.shown().steps());
  }

  private static List<BankScenario> ofTwo(BankStrategy strategy) {
    return BankScenario.of(strategy, strategy.isolation()).stream()
        .filter(s -> s.actors().size() == 2)
        .toList();
  }

  private static BankExplorer explorer(BankStrategy strategy) throws Exception {
    lease.recreate();
    return new BankExplorer(engine.target(), lease.name(), strategy, strategy.isolation());
  }

  static Stream<BankStrategy> unstepped() {
    return Strategies.all().stream().filter(s -> !s.shown().steps());
  }

  @ParameterizedTest
  @MethodSource("unstepped")
  void explore_decidedOutsideTheDatabase_saysThatItIsNotStepped(BankStrategy strategy) {
    assertThatThrownBy(() -> explorer(strategy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(strategy.name() + " is not stepped");
  }

  @ParameterizedTest
  @MethodSource("good")
  void explore_good_holdsInEveryScenario(BankStrategy strategy) throws Exception {
    try (BankExplorer explorer = explorer(strategy)) {
      for (BankScenario scenario : ofTwo(strategy)) {
        Exploration exploration = explorer.explore(scenario, BUDGET);
        assertThat(exploration.verdict())
            .as(exploration.toString())
            .isEqualTo(Exploration.Verdict.HOLDS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void explore_broken_failsInSomeScenario(BankStrategy strategy) throws Exception {
    try (BankExplorer explorer = explorer(strategy)) {
      StringBuilder seen = new StringBuilder();
      for (BankScenario scenario : BankScenario.of(strategy, strategy.isolation())) {
        Exploration exploration = explorer.explore(scenario, BUDGET);
        if (exploration.verdict() == Exploration.Verdict.FAILS) {
          assertThat(exploration.witness()).isPresent();
          return;
        }
        seen.append(exploration).append('\n');
      }
      throw new AssertionError("nothing fails: " + seen);
    }
  }
}
