package dev.overdraft.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.target.Dialect;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every anti-pattern says of MariaDB is so, exhaustively, and its fix holds there. */
class MariadbScenariosIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  private static Engine engine;
  private static SchemaLease lease;

  @BeforeAll
  static void start() {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
    engine = InstalledMariadb.start();
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      lease.close();
      engine.close();
    }
  }

  static Stream<Arguments> stated() {
    return Scenarios.all().stream()
        .flatMap(ap -> ap.on(Dialect.MARIADB).stream().map(w -> Arguments.of(ap.name(), w)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("stated")
  void explore_whereStated_breaksAsStatedAndTheFixHolds(String name, Where where) throws Exception {
    AntiPattern antiPattern = Scenarios.find(name).orElseThrow().antiPattern();
    lease.recreate();
    try (var explorer =
        new ScenarioExplorer(engine.target(), lease.name(), antiPattern, where.level())) {
      Exploration broken = explorer.explore(Variant.BROKEN, BUDGET);
      Exploration fixed = explorer.explore(Variant.FIXED, BUDGET);

      assertThat(broken.coverage().kind())
          .as(broken.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(broken.verdict())
          .as(broken.toString())
          .isEqualTo(where.breaks() ? Exploration.Verdict.FAILS : Exploration.Verdict.HOLDS);
      assertThat(fixed.coverage().kind()).as(fixed.toString()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(fixed.verdict()).as(fixed.toString()).isEqualTo(Exploration.Verdict.HOLDS);
    }
  }
}
