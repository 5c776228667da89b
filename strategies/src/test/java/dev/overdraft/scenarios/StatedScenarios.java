package dev.overdraft.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What anti-patterns say of an engine is so, exhaustively, and their fixes hold there.
 *
 * <p>Of servers, and of Derby, there are two classes: up to {@link #HALF} and from there on, which
 * take about as long as each other and run side by side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StatedScenarios {

  /** The last anti-pattern of the first half: the first ones have most schedules. */
  private static final int HALF = 12;

  static final IntPredicate FIRST_HALF = number -> number <= HALF;
  static final IntPredicate SECOND_HALF = FIRST_HALF.negate();

  static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  private final Dialect dialect;
  private final IntPredicate numbers;

  private Engine engine;
  private SchemaLease lease;

  StatedScenarios(Dialect dialect, IntPredicate numbers) {
    this.dialect = dialect;
    this.numbers = numbers;
  }

  /** A server that speaks the dialect; aborts the test if there is none here. */
  abstract Engine server();

  /** What else is said of how a broken one fails. */
  void assertWitness(AntiPattern antiPattern, Exploration broken) {}

  @BeforeAll
  void start() {
    engine = server();
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  void stop() {
    if (engine != null) {
      lease.close();
      engine.close();
    }
  }

  /** Of each the first level at which it breaks; the first of all if it breaks nowhere. */
  Stream<Arguments> firstStated() {
    return antiPatterns().flatMap(ap -> first(ap).map(where -> Arguments.of(ap.name(), where)));
  }

  Stream<Arguments> alsoStated() {
    return antiPatterns()
        .flatMap(
            ap ->
                ap.on(dialect).stream()
                    .filter(where -> !first(ap).toList().contains(where))
                    .map(where -> Arguments.of(ap.name(), where)));
  }

  private Stream<AntiPattern> antiPatterns() {
    return Scenarios.all().stream().filter(ap -> numbers.test(ap.number()));
  }

  private Stream<Where> first(AntiPattern antiPattern) {
    List<Where> stated = antiPattern.on(dialect);
    return Stream.concat(stated.stream().filter(Where::breaks), stated.stream()).limit(1);
  }

  /** An explorer of that one, in an empty schema. */
  ScenarioExplorer explorer(AntiPattern antiPattern, Isolation level) throws SQLException {
    lease.recreate();
    return new ScenarioExplorer(engine.target(), lease.name(), antiPattern, level);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("firstStated")
  void explore_firstLevelStated_breaksAndTheFixHolds(String name, Where where) throws Exception {
    assertAsStated(name, where);
  }

  @WholeSuite
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("alsoStated")
  void explore_whereverElseStated_asStatedAndTheFixHolds(String name, Where where)
      throws Exception {
    assertAsStated(name, where);
  }

  private void assertAsStated(String name, Where where) throws Exception {
    AntiPattern antiPattern = Scenarios.find(name).orElseThrow().antiPattern();
    try (var explorer = explorer(antiPattern, where.level())) {
      Exploration broken = explorer.explore(Variant.BROKEN, BUDGET);
      Exploration fixed = explorer.explore(Variant.FIXED, BUDGET);

      assertThat(broken.coverage().kind())
          .as(broken.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(broken.verdict())
          .as(broken.toString())
          .isEqualTo(where.breaks() ? Exploration.Verdict.FAILS : Exploration.Verdict.HOLDS);
      assertWitness(antiPattern, broken);
      assertThat(fixed.coverage().kind()).as(fixed.toString()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(fixed.verdict()).as(fixed.toString()).isEqualTo(Exploration.Verdict.HOLDS);
    }
  }
}
