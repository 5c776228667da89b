package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job from end to end on a real server, by its URL, and every exit code that a run can end
 * with.
 */
class RunIT {

  private static Engine engine;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private Ran run(String... more) {
    return Running.on(engine, directory).run(more);
  }

  private JsonNode verdicts() throws Exception {
    return Running.on(engine, directory).verdicts();
  }

  private static JsonNode verdict(JsonNode strategy, String anomaly) {
    for (JsonNode verdict : strategy.path("verdicts")) {
      if (verdict.path("anomaly").asText().equals(anomaly)) {
        return verdict;
      }
    }
    throw new AssertionError("no verdict on " + anomaly);
  }

  @Test
  void run_aGoodStrategy_bringsItsControlsAndEndsAsExpected() throws Exception {
    Ran ran =
        Running.on(engine, directory)
            .runWhole("--strategies", "select-for-update", "--ops", "2000");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.err()).contains("naive-read-modify-write, check-then-decrement as broken");
    JsonNode strategies = verdicts().path("strategies");
    assertThat(strategies).hasSize(3);
    JsonNode naive = strategies.get(0);
    JsonNode lost = verdict(naive, "lost-update");
    assertThat(lost.path("verdict").asText()).isEqualTo("found");
    assertThat(lost.path("claim").asText()).isEqualTo("must");
    assertThat(lost.path("witness").path("culprits").size()).isGreaterThanOrEqualTo(2);
    JsonNode safe = strategies.get(2);
    assertThat(safe.path("strategy").asText()).isEqualTo("select-for-update");
    assertThat(safe.path("grade").asText()).isEqualTo("pass");
    assertThat(verdict(safe, "lost-update").path("chances").asLong()).isPositive();
    assertThat(safe.path("explored").get(0).path("verdict").asText()).isEqualTo("holds");
    assertThat(naive.path("explored").get(0).path("verdict").asText()).isEqualTo("fails");
    assertThat(directory.resolve("run/traces")).isNotEmptyDirectory();
    for (String file : new String[] {"plan.json", "report.html", "report.md", "junit.xml"}) {
      assertThat(directory.resolve("run").resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void run_aBrokenStrategyClaimedSafe_anomaly() {
    Ran ran =
        run(
            "--strategies", "naive-read-modify-write",
            "--claim-safe", "naive-read-modify-write",
            "--ops", "1500");
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
  }

  @WholeSuite
  @Test
  void run_familyClaimedSafe_anomaly() {
    Ran ran = run("--strategies", "naive", "--claim-safe", "naive", "--ops", "1500");
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
  }

  @Test
  void run_allWithStrategies_usage() {
    assertThat(run("--all", "--strategies", "naive").exitCode()).isEqualTo(2);
    assertThat(run("--compare", "h2", "--json", "-").exitCode()).isEqualTo(2);
  }

  @Test
  void run_zeroOperations_inconclusive() {
    Ran ran = run("--strategies", "atomic-update", "--ops", "0");
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(4);
  }

  @WholeSuite
  @Test
  void run_sameSeedTwice_samePlanByteForByte() throws Exception {
    run("--strategies", "atomic-update", "--no-controls", "--ops", "50");
    Path first = Files.move(directory.resolve("run"), directory.resolve("first"));
    run("--strategies", "atomic-update", "--no-controls", "--ops", "50");
    assertThat(directory.resolve("run/plan.json"))
        .hasSameBinaryContentAs(first.resolve("plan.json"));
  }

  @Test
  void run_jsonToStdout_isTheVerdictsAndNothingElse() throws Exception {
    Ran ran = run("--strategies", "naive-read-modify-write", "--ops", "500", "--json", "-");
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("run").path("seed").asLong()).isEqualTo(5);
    assertThat(json.path("strategies")).hasSize(1);
  }

  @Test
  void run_schemaThatWeDidNotMake_environmentAndUntouched() throws Exception {
    try (Connection connection = engine.target().connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema overdraft");
      statement.execute("create table overdraft.account (mine text)");
      try {
        Ran ran = run("--strategies", "atomic-update");
        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.err()).contains("overdraft").contains("did not make");
        assertThat(directory.resolve("run")).doesNotExist();
        statement.execute("select mine from overdraft.account");
      } finally {
        statement.execute("drop schema overdraft cascade");
      }
    }
  }
}
