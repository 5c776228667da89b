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
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Outcome;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.Rehearsal;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strategies are worth on the engines that run in this JVM: their claims there are kept too,
 * in both directions, and a strategy whose SQL an engine does not understand is skipped by name.
 */
class InProcessStormIT {

  private static final String[] STRATEGIES = {
    "naive-read-modify-write",
    "check-then-decrement",
    "atomic-update",
    "select-for-update",
    "compare-and-swap",
    "serializable",
    "idempotent-lookup"
  };

  private static final Map<String, Engine> ENGINES = new TreeMap<>();
  private static final PrintStream STDOUT = System.out;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    // HSQLDB prints its latches' counts.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    for (String name : Engines.IN_PROCESS.keySet()) {
      ENGINES.put(name, Engines.start(name, Optional.empty(), Optional.empty()));
    }
  }

  @AfterAll
  static void stop() {
    ENGINES.values().forEach(Engine::close);
    System.setOut(STDOUT);
  }

  static Stream<Arguments> cases() {
    return Engines.IN_PROCESS.keySet().stream()
        .flatMap(engine -> Stream.of(STRATEGIES).map(strategy -> Arguments.of(engine, strategy)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void run_atItsOwnLevel_keepsItsClaimsOnThatEngine(String name, String strategyName)
      throws Exception {
    Engine engine = Optional.ofNullable(ENGINES.get(name)).orElseThrow();
    BankStrategy strategy = Strategies.byName(strategyName).orElseThrow();
    Isolation level = strategy.isolation();
    try (SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft")) {
      Optional<String> refusal =
          new Rehearsal(engine.target(), lease.name()).refusal(strategy, level);
      assumeTrue(refusal.isEmpty(), () -> "skipped: not on " + name + ": " + refusal.orElse(""));
      Settings server = engine.target().readSettings(level);
      Map<Anomaly, Claim> claims = EngineClaims.of(strategy, server, level);
      History history = storm(engine, lease, strategy, level, 1);
      for (long longer = 4; longer <= 16 && isOpen(claims, history); longer *= 4) {
        history = storm(engine, lease, strategy, level, longer);
      }
      Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
      claims.forEach(
          (anomaly, claim) ->
              kept(anomaly, claim, Optional.ofNullable(verdicts.get(anomaly)).orElseThrow()));
      assertThat(history.count(Outcome.OK)).isPositive();
      assertThat(Checkers.equation(history).map(AuditEquation::unexplained)).contains(0L);
    }
  }

  @WholeSuite
  @ParameterizedTest
  @CsvSource({
    "h2, two-databases, READ_COMMITTED, ''",
    "h2, idempotent-lookup, READ_COMMITTED, ''",
    "derby, idempotent-lookup, READ_COMMITTED, ''",
    "hsqldb, idempotent-lookup, READ_COMMITTED, ''",
    "sqlite, idempotent-insert, READ_COMMITTED, ''",
    "derby, two-databases, READ_COMMITTED, it holds several connections",
    "hsqldb, two-databases, READ_COMMITTED, it holds several connections",
    "sqlite, two-databases, READ_COMMITTED, it holds several connections",
    "hsqldb, atomic-update, READ_COMMITTED, ''",
    "hsqldb, atomic-update, REPEATABLE_READ, at repeatable read its lock manager breaks down",
    "hsqldb, serializable, SERIALIZABLE, at serializable its lock manager breaks down",
    "derby, serializable, SERIALIZABLE, ''",
    "derby, hibernate-version, READ_COMMITTED, ''",
    "sqlite, hibernate-version, READ_COMMITTED, ''",
    "derby, hibernate-pessimistic-lock, READ_COMMITTED, Syntax error",
    "h2, select-for-no-key-update, READ_COMMITTED, Syntax error in SQL statement",
    "h2, outbox, READ_COMMITTED, Syntax error in SQL statement",
    "derby, outbox, READ_COMMITTED, Syntax error",
    "sqlite, job-table-skip-locked, READ_COMMITTED, '[SQLITE_ERROR]'",
    "derby, job-table-skip-locked, READ_COMMITTED, Syntax error"
  })
  void refusal_whatCannotRunThere_isNamedWithItsReasonAndNothingElse(
      String name, String strategyName, Isolation level, String reason) throws Exception {
    Engine engine = Optional.ofNullable(ENGINES.get(name)).orElseThrow();
    BankStrategy strategy = Strategies.byName(strategyName).orElseThrow();
    try (SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft")) {
      String refusal =
          new Rehearsal(engine.target(), lease.name()).refusal(strategy, level).orElse("");

      assertThat(refusal).startsWith(reason).doesNotEndWith("SQL statement:");
      assertThat(refusal.isEmpty()).isEqualTo(reason.isEmpty());
    }
  }

  /** Whether, on a busy machine, too little has met for a verdict. */
  private static boolean isOpen(Map<Anomaly, Claim> claims, History history) {
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    return claims.entrySet().stream()
        .anyMatch(
            claim ->
                switch (claim.getValue()) {
                  case MUST -> !(verdicts.get(claim.getKey()) instanceof Verdict.Found);
                  case MUST_NOT -> verdicts.get(claim.getKey()) instanceof Verdict.Inconclusive;
                  case MAY, NOT_APPLICABLE -> false;
                });
  }

  private static void kept(Anomaly anomaly, Claim claim, Verdict verdict) {
    String because = anomaly.id() + ": " + verdict;
    switch (claim) {
      case MUST -> assertThat(verdict).as(because).isInstanceOf(Verdict.Found.class);
      case MUST_NOT -> assertThat(verdict).as(because).isInstanceOf(Verdict.NotFound.class);
      case MAY, NOT_APPLICABLE -> assertThat(verdict).as(because).isNotNull();
    }
  }

  private History storm(
      Engine engine, SchemaLease lease, BankStrategy strategy, Isolation level, long times)
      throws Exception {
    lease.recreate();
    // SQLite writes a file, and one transaction at a time.
    boolean slow = engine.target().dialect() == Dialect.SQLITE;
    var load =
        new Storm.Load(
            new BankLoad(8, 100, 1, 10),
            42,
            8,
            times * (slow ? 2500L : 600L),
            -1,
            slow ? 3000 : 300);
    Path file = directory.resolve(strategy.name() + "-" + times + ".jsonl");
    new Storm(engine.target(), "overdraft", load, new StopSignal(), Progress.SILENT)
        .run(strategy, level, file);
    return HistoryReader.read(file);
  }
}
