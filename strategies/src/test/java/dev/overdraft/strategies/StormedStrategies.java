package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.AuditEquation;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Verdict;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Outcome;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every strategy under load on a real server keeps its promise, and every broken control is caught.
 *
 * <p>There are two classes, each of every second strategy, which run side by side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StormedStrategies {

  /** Enough for what is broken to show; counted, since a busy machine is slow. */
  private static final int OPERATIONS = 500;

  /** For those that spend their time in deadlocks. */
  private static final int MILLIS = 3000;

  /**
   * Think times before each write. A storm finds races by luck: a control that has not shown itself
   * gets another one, in which its window is wider.
   */
  private static final List<Long> WINDOWS_MICROS = List.of(0L, 300L, 2000L);

  @TempDir Path directory;

  private final int remainder;

  private Engine engine;
  private SchemaLease lease;

  /** Those whose place in the catalogue, from 0, leaves that remainder when halved. */
  StormedStrategies(int remainder) {
    this.remainder = remainder;
  }

  @BeforeAll
  void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  void stop() {
    lease.close();
    engine.close();
  }

  Stream<BankStrategy> strategies() {
    List<BankStrategy> all = Strategies.all();
    return IntStream.range(0, all.size()).filter(i -> i % 2 == remainder).mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void run_atItsOwnLevel_keepsItsClaims(BankStrategy strategy) throws Exception {
    Optional<String> missing = NotHere.reason(strategy);
    assumeTrue(missing.isEmpty(), () -> "skipped: " + strategy.name() + ": " + missing);
    Map<Anomaly, Claim> claims = strategy.claims().apply(strategy.isolation());
    History history = storm(strategy, WINDOWS_MICROS.get(0));
    for (int again = 1; again < WINDOWS_MICROS.size() && isUnseen(claims, history); again++) {
      history = storm(strategy, WINDOWS_MICROS.get(again));
    }
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    claims.forEach((anomaly, claim) -> kept(strategy, anomaly, claim, verdict(verdicts, anomaly)));
    assertThat(history.count(Outcome.OK)).isPositive();
    assertThat(Checkers.equation(history).map(AuditEquation::unexplained)).contains(0L);
  }

  private static boolean isUnseen(Map<Anomaly, Claim> claims, History history) {
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    return claims.entrySet().stream()
        .anyMatch(
            claim ->
                claim.getValue() == Claim.MUST
                    && !(verdicts.get(claim.getKey()) instanceof Verdict.Found));
  }

  private static Verdict verdict(Map<Anomaly, Verdict> verdicts, Anomaly anomaly) {
    return Optional.ofNullable(verdicts.get(anomaly)).orElseThrow();
  }

  private static void kept(BankStrategy strategy, Anomaly anomaly, Claim claim, Verdict verdict) {
    var because = strategy.name() + ", " + anomaly.id() + ": " + verdict;
    switch (claim) {
      case MUST -> {
        assertThat(verdict).as(because).isInstanceOf(Verdict.Found.class);
        Verdict.Found found = (Verdict.Found) verdict;
        if (strategy.needs().money() != Needs.Money.IN_BOTH) {
          assertThat(found.witness().culprits()).as(because).isNotEmpty();
          assertThat(found.witness().sentence()).contains("#");
        }
      }
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
