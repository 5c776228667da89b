package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.Witness;
import dev.overdraft.history.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that broke a promise prints in a job of GitHub's. */
class GithubJobTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void show_jsonOnStdout_annotationsAreElsewhere() throws IOException {
    show("-", Map.of("GITHUB_ACTIONS", "true"));
    assertThat(new ObjectMapper().readTree(text(out)).path("grade").asText()).isEqualTo("fail");
    assertThat(text(out)).doesNotContain("::error");
    assertThat(text(err)).startsWith("::error title=lost update in s::80 is gone");
  }

  @Test
  void show_table_annotationsBehindIt() throws IOException {
    show(null, Map.of("GITHUB_ACTIONS", "true"));
    assertThat(text(out)).containsSubsequence("Report: ", "::error title=lost update in s");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void show_summaryThatCannotBeWritten_resultAndAWarning() throws IOException {
    String nowhere = directory.resolve("no/such/file").toString();
    show(null, Map.of("GITHUB_STEP_SUMMARY", nowhere));
    assertThat(text(out)).contains("Report: ");
    assertThat(text(err)).contains("the job's summary cannot be written", nowhere).hasLineCount(1);
  }

  private void show(@org.jspecify.annotations.Nullable String json, Map<String, String> variables)
      throws IOException {
    var command = new RunCommand(stream(out), stream(err), variables);
    command.options.json = json;
    command.show(new RunSession.Result(board(), new RunDirectory(directory)));
  }

  private static Scoreboard board() {
    var witness = new Witness("80 is gone", List.of(), List.of(), List.of(), -80);
    var broken =
        new Scorecard.Entry(
            Anomaly.LOST_UPDATE, new Verdict.Found(witness, 1, 1), Claim.MUST_NOT, Grade.FAIL);
    var operations = new Scorecard.Operations(1, 0, 0, 0, Map.of(), 1);
    var card =
        new Scorecard(
            "s",
            "f",
            "",
            false,
            "",
            "e",
            "l",
            Grade.FAIL,
            List.of(broken),
            operations,
            "",
            List.of());
    var plan =
        new Plan(
            "bank",
            List.of("s"),
            1,
            "e",
            List.of(),
            "l",
            Map.of(),
            8,
            -1,
            1,
            8,
            100,
            "",
            1,
            0,
            Map.of());
    return new Scoreboard(plan, "2026-03-01T12:00:00Z", false, List.of(card));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
