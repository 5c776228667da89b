package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.suite.WholeSuite;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer and the probe as the command offers them, on a real server. */
class ExploreIT {

  private static final Pattern REPLAY = Pattern.compile("replay: (\\S+two-withdrawals\\S+)");

  private static Engine engine;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static Ran overdraft(String... args) {
    String[] whole = new String[args.length + 4];
    System.arraycopy(args, 0, whole, 0, args.length);
    whole[args.length] = "--engine";
    whole[args.length + 1] = engine.target().url();
    whole[args.length + 2] = "--user";
    whole[args.length + 3] = engine.target().user();
    return Ran.overdraft(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive-read-modify-write", "check-then-decrement", "hibernate-naive"})
  void explore_broken_failsWithAtMostTwoSwitchesAndReplays(String strategy) {
    Ran ran = overdraft("explore", strategy + ".two-withdrawals");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("FAILS in", "EXHAUSTIVE", "alice", "bob");
    assertThat(ran.out()).containsAnyOf("1 context switch,", "2 context switches,");
    Matcher replay = REPLAY.matcher(ran.out());
    assertThat(replay.find()).isTrue();
    Ran again = overdraft("explore", strategy, "--replay", replay.group(1));
    assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "atomic-update",
        "select-for-update",
        "compare-and-swap",
        "serializable",
        "single-writer-queue",
        "hibernate-version",
        "hibernate-pessimistic-lock"
      })
  void explore_good_holdsExhaustivelyInEveryScenarioOfTwo(String strategy) {
    Ran ran = overdraft("explore", strategy, "--actors", "2", "--budget", "60s");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out().lines().filter(line -> line.contains("HOLDS; EXHAUSTIVE"))).hasSize(3);
  }

  @WholeSuite
  @ParameterizedTest
  @ValueSource(strings = {"select-for-update-unordered.crossing-transfers", "ap-24.broken"})
  void explore_everyVictim_eachDeadlockOnceForEachOfTheTwo(String name) {
    Ran one = overdraft("explore", name);
    Ran both = overdraft("explore", name, "--every-victim");
    assertThat(both.exitCode()).as(both.out() + both.err()).isZero();
    assertThat(failing(one)).isPositive();
    assertThat(failing(both)).isEqualTo(2 * failing(one));
    assertThat(both.out()).contains("EXHAUSTIVE");
  }

  private static int failing(Ran ran) {
    Matcher failing = Pattern.compile("FAILS in (\\d+) of").matcher(ran.out());
    assertThat(failing.find()).as(ran.out() + ran.err()).isTrue();
    return Integer.parseInt(failing.group(1));
  }

  @Test
  void explore_antiPattern_breaksThenHoldsAndReplays() {
    Ran ran = overdraft("explore", "ap-12-write-skew");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .contains("ap-12-write-skew at repeatable read: FAILS in", "a write skew")
        .contains("ap-12-write-skew.fixed at repeatable read: HOLDS; EXHAUSTIVE")
        .contains("as expected: the broken code breaks", "as expected: the fix holds");
    Matcher replay = Pattern.compile("replay: (\\S+)").matcher(ran.out());
    assertThat(replay.find()).isTrue();
    Ran again = overdraft("explore", "--replay", replay.group(1));
    assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(1);
  }

  @Test
  void explore_antiPatternElsewhere_asStatedOrNothingToCompareWith() {
    Ran refused = overdraft("explore", "write-skew.broken", "--isolation", "serializable");
    assertThat(refused.exitCode()).as(refused.out() + refused.err()).isZero();
    assertThat(refused.out()).contains("HOLDS; EXHAUSTIVE").doesNotContain(".fixed");
    Ran unstated = overdraft("explore", "ap-27.broken", "--isolation", "read-committed");
    assertThat(unstated.exitCode()).isEqualTo(4);
    assertThat(unstated.out()).contains("nothing is stated");
  }

  @Test
  void explore_money_asRightOrAsWrongAsStated() {
    Ran ran = overdraft("explore", "money");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("201.00, not 200: 1.00 too much", "99999.97, not 100000");
    assertThat(ran.out()).contains("In the columns of PostgreSQL");
    Ran one = overdraft("explore", "largest-remainder");
    assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
    assertThat(one.out()).contains("100000.00").doesNotContain("salami-payout");
  }

  @Test
  void explore_decidedOutsideTheDatabase_saysSoAndConcludesNothing() {
    Ran ran = overdraft("explore", "single-writer-queue-redis");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out())
        .contains("single-writer-queue-redis is not stepped", "outside the database")
        .doesNotContain("HOLDS", "FAILS");
  }

  /** Nothing is run, so nothing holds: not even of a strategy that is safe. */
  @ParameterizedTest
  @ValueSource(
      strings = {"select-for-update.double-request", "naive-read-modify-write.double-request"})
  void explore_scenarioThatIsNotAsked_saysSoAndConcludesNothing(String name) {
    Ran ran = overdraft("explore", name);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out())
        .startsWith(name.replace(".", " is not asked "))
        .doesNotContain("HOLDS", "FAILS");
  }

  @Test
  void explore_familyOfWhichSomeAreNotAsked_asTheOthersEnd() {
    Ran ran = overdraft("explore", "ledger.double-request");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("log-seq-cas is not asked double-request", "HOLDS", "FAILS");
  }

  @Test
  void explore_nonsense_usage() {
    assertThat(Ran.overdraft("explore", "nonesuch").exitCode()).isEqualTo(2);
    assertThat(Ran.overdraft("explore").err()).contains("explore what?");
    assertThat(Ran.overdraft("explore", "ap-99").exitCode()).isEqualTo(2);
    assertThat(Ran.overdraft("explore", "atomic-update.nonesuch").err())
        .contains("two-withdrawals");
    assertThat(Ran.overdraft("explore", "atomic-update", "--replay", "x").err())
        .contains("not a replay token");
    assertThat(Ran.overdraft("explore", "atomic-update", "--budget", "soon").exitCode())
        .isEqualTo(2);
  }

  @Test
  void probe_json_isHermitagesTableForPostgres() throws Exception {
    Ran ran = overdraft("probe", "--json", "-");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(ran.out());
    JsonNode levels = report.path("levels");
    assertThat(levels).hasSize(4);
    assertThat(levels.get(1).path("anomalies").path("P4").asText()).isEqualTo("-");
    assertThat(levels.get(2).path("anomalies").path("P4").asText()).isEqualTo("v");
    assertThat(levels.get(2).path("anomalies").path("G2").asText()).isEqualTo("-");
    assertThat(levels.get(3).path("anomalies").path("G2").asText()).isEqualTo("v");
    assertThat(report.path("capabilities").findValuesAsText("answer"))
        .containsExactly("waits", "aborts", "matched", "half-up", "aborts-the-transaction");
  }
}
