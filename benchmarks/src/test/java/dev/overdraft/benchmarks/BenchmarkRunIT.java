package dev.overdraft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.check.Scorecard;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.Strategies;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark in a fork of its own, on a real server; whether the figures are good is not a test's
 * affair.
 */
class BenchmarkRunIT {

  private static Engine engine;
  private static SchemaLease lease;

  @TempDir Path directory;

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

  @Test
  void measure_compareAndSwapOnAHotRow_commitsAndRetries() throws Exception {
    lease.recreate();
    var profile = new BenchmarkRun.Profile(4, 2, 0, 2, 300);
    var run = new BenchmarkRun(engine.target(), "overdraft", directory.resolve("jmh.log"), profile);
    Scorecard.Cost cost =
        run.measure(
            Strategies.byName("compare-and-swap").orElseThrow(),
            Isolation.READ_COMMITTED,
            Contention.HOT);
    assertThat(cost.committedPerSecond()).isPositive();
    assertThat(cost.retriesPerCommit()).isPositive();
    assertThat(cost.contention()).isEqualTo("hot");
    Path file = directory.resolve("jmh.json");
    run.write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get(0).path("params").path("strategy").asText()).isEqualTo("compare-and-swap");
    assertThat(json.get(0).path("secondaryMetrics").has("committed")).isTrue();
  }

  @Test
  void recordingCost_onePairAndTheRecorderAlone_loseNothing() throws Exception {
    RecordingCost.Pair pair =
        new RecordingCost(engine.target(), lease, 2, 300).measure(directory, true);
    assertThat(pair.stormPerSecond()).isPositive();
    assertThat(pair.barePerSecond()).isPositive();
    assertThat(RecordingCost.eventsPerSecond(directory, 2, 5_000)).isPositive();
    assertThat(directory).isEmptyDirectory();
  }
}
