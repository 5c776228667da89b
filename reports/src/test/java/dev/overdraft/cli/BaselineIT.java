package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.suite.WholeSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --baseline} on a real server: what is no news, a new anomaly, a broken budget. */
@WholeSuite
class BaselineIT {

  private static final ObjectMapper JSON = new ObjectMapper();

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

  private Ran run(String out, String... more) {
    List<String> all = new ArrayList<>(List.of("run", "--no-explore", "--seed", "5"));
    all.addAll(List.of("--engine", engine.target().url(), "--user", engine.target().user()));
    all.addAll(List.of("--out", directory.resolve(out).toString()));
    all.addAll(List.of(more));
    return Ran.overdraft(all.toArray(String[]::new));
  }

  private Path baseline(String run) {
    Path file = directory.resolve("baseline.json");
    Ran ran =
        Ran.overdraft(
            "baseline", "update", directory.resolve(run).toString(), "--file", file.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return file;
  }

  @Test
  void run_sameAsBaseline_asExpected_brokenPromiseThatIsNew_one() {
    String[] control = {"--strategies", "naive-read-modify-write", "--no-bench", "--ops", "1500"};
    assertThat(run("base", control).exitCode()).isZero();
    String file = baseline("base").toString();
    List<String> again = new ArrayList<>(List.of(control));
    again.addAll(List.of("--baseline", file));
    Ran same = run("same", again.toArray(String[]::new));
    assertThat(same.exitCode()).as(same.out() + same.err()).isZero();
    assertThat(same.err()).contains("No difference.", "Nothing that a commit costs");
    // The same strategy, of which somebody now says that it is safe.
    again.addAll(List.of("--claim-safe", "naive-read-modify-write"));
    Ran worse = run("worse", again.toArray(String[]::new));
    assertThat(worse.exitCode()).as(worse.out() + worse.err()).isEqualTo(ExitCode.ANOMALY);
    assertThat(worse.err()).contains("new: lost-update");
  }

  @Test
  void run_twiceAsDearAsTheBaselineAllows_three() throws Exception {
    String[] measured = {
      "--strategies", "atomic-update", "--no-controls", "--no-jmh", "--quick", "--ops", "300"
    };
    run("base", measured);
    Path file = baseline("base");
    halveCosts(file);
    List<String> again = new ArrayList<>(List.of(measured));
    again.addAll(List.of("--baseline", file.toString()));
    Ran slower = run("slower", again.toArray(String[]::new));
    assertThat(slower.err()).contains("1 slower.");
    assertThat(slower.exitCode()).isEqualTo(ExitCode.BUDGET);
    assertThat(directory.resolve("slower/jmh.json")).doesNotExist();
  }

  /** Lets the baseline say that a commit cost half of what it did. */
  private static void halveCosts(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    for (JsonNode strategy : root.path("strategies")) {
      ObjectNode costs = (ObjectNode) strategy.path("costs");
      for (String measure : List.of("time", "cpu")) {
        ArrayNode halves = JSON.createArrayNode();
        costs.path(measure).forEach(cost -> halves.add(cost.asDouble() / 2));
        costs.set(measure, halves);
      }
      assertThat(costs.path("time")).hasSizeGreaterThan(2);
    }
    Files.writeString(file, root.toString());
  }
}
