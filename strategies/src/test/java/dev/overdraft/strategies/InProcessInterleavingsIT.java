package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.workload.bank.BankStrategy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every schedule of two transfers that cross, on the engines in this JVM that tell who waits: the
 * good ones hold, and what is broken there and what is saved by locks of whole tables differ.
 */
@WholeSuite
class InProcessInterleavingsIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({
    "h2, naive-read-modify-write, FAILS",
    "h2, atomic-update, HOLDS",
    "h2, select-for-update, HOLDS",
    "h2, select-for-update-unordered, FAILS",
    "h2, single-writer-queue, HOLDS",
    "h2, jvm-lock, HOLDS",
    "hsqldb, naive-read-modify-write, FAILS",
    "hsqldb, atomic-update, HOLDS",
    "hsqldb, select-for-update, FAILS",
    "hsqldb, select-for-update-unordered, HOLDS",
    "hsqldb, single-writer-queue, HOLDS",
    "hsqldb, jvm-lock, HOLDS",
    "derby, naive-read-modify-write, FAILS",
    "derby, atomic-update, HOLDS",
    "derby, select-for-update-unordered, FAILS",
    "derby, single-writer-queue, HOLDS",
    "derby, jvm-lock, HOLDS",
    "derby, hibernate-version, HOLDS",
  })
  void explore_crossingTransfers_asMeasured(
      String name, String strategyName, Exploration.Verdict verdict) throws Exception {
    BankStrategy strategy = Strategies.byName(strategyName).orElseThrow();
    BankScenario crossing =
        BankScenario.of(strategy, strategy.isolation()).stream()
            .filter(scenario -> scenario.name().equals("crossing-transfers"))
            .findFirst()
            .orElseThrow();
    try (Engine engine = Engines.start(name, Optional.empty(), Optional.empty());
        SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft");
        var explorer =
            new BankExplorer(engine.target(), lease.name(), strategy, strategy.isolation())) {
      Exploration exploration = explorer.explore(crossing, BUDGET);

      assertThat(exploration.verdict()).as(exploration.toString()).isEqualTo(verdict);
      assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    }
  }
}
