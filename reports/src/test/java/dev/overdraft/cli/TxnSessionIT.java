package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.history.Isolation;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.workload.txn.TxnWorkload;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a run leaves behind that asks a database about itself, in this JVM. */
class TxnSessionIT {

  @TempDir Path directory;

  private Ran append(String... more) {
    String[] all = {
      "run", "--workload", "append", "--engine", "h2", "--isolation", "serializable", "--ops", "200"
    };
    var args = new java.util.ArrayList<>(List.of(all));
    args.addAll(List.of("--seed", "5", "--out", directory.resolve("run").toString()));
    args.addAll(List.of(more));
    return Ran.overdraft(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--strategies pessimistic",
        "--claim-safe atomic-update",
        "--all",
        "--compare sqlite",
        "--accounts 9",
        "--amounts fingerprint",
        "--yield 1ms",
        "--precise",
        "--no-controls",
        "--baseline pom.xml"
      })
  void run_withAnOptionOfStrategies_usageNamesIt(String option) {
    Ran ran = append(option.split(" ", -1));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(option.split(" ", -1)[0], "append");
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void run_jsonToStdout_isAllThatIsPrinted() throws Exception {
    Ran ran = append("--json", "-");

    JsonNode printed = new ObjectMapper().readTree(ran.out());
    assertThat(printed.path("cutShort").isBoolean()).isTrue();
    assertThat(printed.path("levels").size()).isEqualTo(1);
    JsonNode level = printed.path("levels").path(0);
    assertThat(level.path("level").asText()).isEqualTo("serializable");
    assertThat(level.path("verdict").asText()).isNotEmpty();
  }

  @Test
  void run_jsonToAFile_isThereBesideTheTable() throws Exception {
    Path file = directory.resolve("judged.json");
    Ran ran = append("--json", file.toString());

    assertThat(ran.out()).contains("append on H2");
    assertThat(new ObjectMapper().readTree(file.toFile()).path("levels").size()).isEqualTo(1);
  }

  /** Ctrl-C while the only level is stormed. */
  @Test
  void run_stoppedInTheLastLevel_provesNothing() throws Exception {
    var stop = new StopSignal();
    var ticking =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            if (text.contains("append at serializable")) {
              stop.request();
            }
          }
        };

    TxnSession.Result result = run(stop, ticking, Isolation.SERIALIZABLE);

    assertThat(stop.requested()).isTrue();
    assertThat(result.text()).contains("serializable ", "cut short");
    assertThat(result.exitCode()).as(result.text()).isEqualTo(4);
  }

  /** The history of the second storm is in the way of the third, which breaks off. */
  @Test
  void run_thatBreaksOff_keepsWhatWasJudged() {
    var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    assertThatThrownBy(
            () ->
                run(
                    new StopSignal(),
                    quiet,
                    Isolation.READ_COMMITTED,
                    Isolation.SERIALIZABLE,
                    Isolation.SERIALIZABLE))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(directory.resolve("run/check.txt"))
        .content()
        .contains("read committed ", "serializable ", "Chances: ", "cut short");
  }

  private TxnSession.Result run(StopSignal stop, PrintStream err, Isolation... levels)
      throws Exception {
    RunOptions options =
        CommandLine.populateCommand(
            new RunOptions(),
            "--duration",
            levels.length == 1 ? "20s" : "100ms",
            "--out",
            directory.resolve("run").toString());
    try (Engine engine = Engines.start("h2", Optional.empty(), Optional.empty())) {
      return new TxnSession(
              options,
              TxnWorkload.of("append").orElseThrow(),
              List.of(levels),
              5,
              stop,
              new LiveProgress(err, true),
              err)
          .run(engine);
    }
  }
}
