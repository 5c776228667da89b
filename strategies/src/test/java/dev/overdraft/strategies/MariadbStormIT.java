package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.AuditEquation;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Verdict;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Outcome;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.Rehearsal;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every strategy that applies to MariaDB keeps its promise there under load, and every broken
 * control is caught; of the others it is so that the server does not understand them.
 */
class MariadbStormIT {

  private static final int OPERATIONS = 200;
  private static final int MILLIS = 2000;

  /** Think times before each write, wider for a control that has not shown itself. */
  private static final List<Long> WINDOWS_MICROS = List.of(0L, 300L, 2000L);

  private static Engine engine;
  private static SchemaLease lease;

  @TempDir Path directory;

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

  static Stream<BankStrategy> applicable() {
    return Strategies.all().stream().filter(s -> NotOn.reason(s, Dialect.MARIADB).isEmpty());
  }

  static Stream<BankStrategy> notApplicable() {
    return Strategies.all().stream().filter(s -> NotOn.reason(s, Dialect.MARIADB).isPresent());
  }

  @ParameterizedTest
  @MethodSource("notApplicable")
  void rehearse_notOnMariadb_serverDoesNotUnderstandIt(BankStrategy strategy) throws Exception {
    lease.recreate();
    assertThat(new Rehearsal(engine.target(), lease.name()).refusal(strategy, strategy.isolation()))
        .as(strategy.name())
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("applicable")
  void run_atItsOwnLevel_keepsItsClaimsOnMariadb(BankStrategy strategy) throws Exception {
    Optional<String> missing = NotHere.reason(strategy);
    assumeTrue(missing.isEmpty(), () -> "skipped: " + strategy.name() + ": " + missing);
    Settings server = engine.target().readSettings(Isolation.READ_COMMITTED);
    Map<Anomaly, Claim> claims = EngineClaims.of(strategy, server, strategy.isolation());
    History history = storm(strategy, WINDOWS_MICROS.get(0));
    for (int again = 1; again < WINDOWS_MICROS.size() && isUnseen(claims, history); again++) {
      history = storm(strategy, WINDOWS_MICROS.get(again));
    }
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    claims.forEach(
        (anomaly, claim) ->
            kept(strategy, claim, Optional.ofNullable(verdicts.get(anomaly)).orElseThrow()));
    assertThat(history.count(Outcome.OK)).isPositive();
    assertThat(Checkers.equation(history).map(AuditEquation::unexplained)).contains(0L);
  }

  /** Two-phase commit by XA can be stepped, and the gap lock's range must be empty to show it. */
  @ParameterizedTest
  @CsvSource({
    "two-phase-commit, READ_COMMITTED, crossing-transfers, HOLDS",
    "gaplock, READ_COMMITTED, two-withdrawals, FAILS",
    "gaplock, REPEATABLE_READ, two-withdrawals, HOLDS"
  })
  void explore_whatStepsByMeansOfItsOwn_endsAsItDoesThere(
      String name, Isolation level, String scenario, Exploration.Verdict verdict) throws Exception {
    lease.recreate();
    BankStrategy strategy = Strategies.byName(name).orElseThrow();
    BankScenario played =
        BankScenario.of(strategy, level).stream()
            .filter(s -> s.name().equals(scenario))
            .findFirst()
            .orElseThrow();
    try (var explorer = new BankExplorer(engine.target(), lease.name(), strategy, level)) {
      Exploration exploration = explorer.explore(played, Budget.of(Duration.ofSeconds(4)));
      assertThat(exploration.verdict()).as(exploration.toString()).isEqualTo(verdict);
    }
  }

  private static boolean isUnseen(Map<Anomaly, Claim> claims, History history) {
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    return claims.entrySet().stream()
        .anyMatch(
            claim ->
                claim.getValue() == Claim.MUST
                    && !(verdicts.get(claim.getKey()) instanceof Verdict.Found));
  }

  private static void kept(BankStrategy strategy, Claim claim, Verdict verdict) {
    String because = strategy.name() + ": " + verdict;
    switch (claim) {
      case MUST -> assertThat(verdict).as(because).isInstanceOf(Verdict.Found.class);
      case MUST_NOT -> {
        if (strategy.kind() == BankStrategy.Kind.GOOD) {
          assertThat(verdict).as(because).isInstanceOf(Verdict.NotFound.class);
        }
        assertThat(verdict).as(because).isNotInstanceOf(Verdict.Found.class);
      }
      case MAY, NOT_APPLICABLE -> assertThat(verdict).as(because).isNotNull();
    }
  }

  private History storm(BankStrategy strategy, long windowMicros) throws Exception {
    lease.recreate();
    var load = new Storm.Load(new BankLoad(8, 100, 1, 10), 42, 8, MILLIS, OPERATIONS, windowMicros);
    Path file = directory.resolve("%s-%d.jsonl".formatted(strategy.name(), windowMicros));
    new Storm(engine.target(), "overdraft", load, new StopSignal(), Progress.SILENT)
        .run(strategy, strategy.isolation(), file);
    return HistoryReader.read(file);
  }
}
