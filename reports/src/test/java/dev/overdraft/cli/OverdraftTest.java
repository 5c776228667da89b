package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.reports.CostsFile;
import dev.overdraft.reports.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the command says to those who ask wrongly: a sentence, the right exit code, and nothing left
 * behind.
 */
class OverdraftTest {

  @TempDir Path directory;

  @Test
  void run_unknownStrategy_usage() {
    Ran ran = Ran.overdraft("run", "--strategies", "select-for-updat", "--no-bench");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("there is no strategy or family 'select-for-updat'")
        .contains("did you mean select-for-update?");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void options_withoutACommand_areThoseOfRun() {
    Ran ran = Ran.overdraft("--strategies", "nonesuch");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no strategy or family 'nonesuch'");
  }

  @Test
  void run_passwordInTheUrl_usageAndNotRepeated() {
    Ran ran = Ran.overdraft("run", "--engine", "jdbc:postgresql://h/x?user=u&password=secret1");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("OVERDRAFT_PASSWORD").doesNotContain("secret1");
  }

  /** Their drivers' own complaints, and what they log, repeat it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mariadb://me:secret1@localhost/db",
        "jdbc:postgresql://me:secret1@localhost/db",
        "jdbc:postgresql://me:a/secret1@localhost:5432/db?ssl=true"
      })
  void run_passwordBeforeTheHost_usageAndNotRepeated(String url) {
    Ran ran = Ran.overdraft("run", "--engine", url);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("before its host").doesNotContain("secret1");
  }

  @Test
  void run_claimSafeOfSomebodyElse_usage() {
    Ran ran = Ran.overdraft("run", "--strategies", "pessimistic", "--claim-safe", "atomic-update");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("atomic-update, which does not take part");
  }

  @Test
  void run_unknownFlag_usage() {
    Ran ran = Ran.overdraft("run", "--no-such-flag");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("Unknown option: '--no-such-flag'");
  }

  @Test
  void run_nonsense_usageWithTheReason() {
    assertThat(Ran.overdraft("run", "--workload", "shop").err()).contains("no workload 'shop'");
    assertThat(Ran.overdraft("run", "--workers", "0").err()).contains("--workers is 1 to 200");
    assertThat(Ran.overdraft("run", "--accounts", "1").err()).contains("2 to");
    assertThat(Ran.overdraft("run", "--json", "no/such/dir/x").err()).contains("does not exist");
    assertThat(Ran.overdraft("bench", "--workers", "0").exitCode()).isEqualTo(2);
    assertThat(Ran.overdraft("bench", "--explorer", "--engine", "h2").err())
        .contains("isolationtester speaks to PostgreSQL, not to H2");
    assertThat(Ran.overdraft("bench", "--comparing", "0", "--engine", "nonesuch").err())
        .contains("--comparing is at least 1, not 0");
    assertThat(Ran.overdraft("run", "--duration", "soon").err()).contains("500ms, 2s or 1m");
    assertThat(Ran.overdraft("run", "--isolation", "chaos").err())
        .contains("read-committed, repeatable-read, serializable");
    assertThat(Ran.overdraft("run", "--engine", "oracle").exitCode()).isEqualTo(2);
  }

  /** Before the run: an engine's own sentence would come first if one were started. */
  @Test
  void run_baselineThatIsNone_usageAtOnce() throws Exception {
    Path file = directory.resolve("baseline.json");
    for (String text :
        List.of("# Overdraft", "{}", "{\"recordedAt\":\"x\",\"settings\":{},\"strategies\":[]}")) {
      Files.writeString(file, text);
      Ran ran = Ran.overdraft("run", "--engine", "nonesuch", "--baseline", file.toString());
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
      assertThat(ran.err()).contains("neither a run directory nor a baseline").hasLineCount(1);
    }
    Ran ran = Ran.overdraft("run", "--engine", "nonesuch", "--baseline", directory.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no verdicts.json in it");
  }

  /** What it did not get to would be called new in the next run. */
  @Test
  void baseline_ofARunThatWasCutShort_usageAndNoFile() throws Exception {
    var costs = new CostsFile.Costs(List.of(), List.of());
    Path run = directory.resolve("run.json");
    Files.writeString(run, new Snapshot("t", true, Map.of(), costs, List.of()).text());
    Path file = directory.resolve("baseline.json");
    Ran ran = Ran.overdraft("baseline", "update", run.toString(), "--file", file.toString());
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("was cut short").hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void run_compareWithNoEngine_usageAtOnce() {
    Ran ran = Ran.overdraft("run", "--engine", "oracle", "--compare", "nonesuch");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("no engine 'nonesuch'").hasLineCount(1);
  }

  @Test
  void run_comparedDirectoryNotEmpty_usageAtOnce() throws Exception {
    Files.createDirectories(directory.resolve("run-compared/history"));
    String out = directory.resolve("run").toString();
    Ran ran = Ran.overdraft("run", "--engine", "nonesuch", "--compare", "h2", "--out", out);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("run-compared exists and is not an empty directory");
  }

  @Test
  void bench_help_saysWhatIsMeasuredByDefault() {
    assertThat(Ran.overdraft("bench", "--help").out()).contains("Default: the core.");
  }

  @Test
  void bench_noneRunsThere_namedAndNothingIsMeasured() {
    Path out = directory.resolve("run");
    Ran ran =
        Ran.overdraft(
            "bench",
            "--engine",
            "sqlite",
            "--strategies",
            "select-for-update",
            "--out",
            out.toString());
    assertThat(ran.err())
        .contains("without select-for-update, which does not run on SQLite")
        .contains("none of the chosen strategies runs on this engine");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void run_outNotEmpty_usageAndUntouched() throws Exception {
    Path mine = Files.writeString(directory.resolve("mine.txt"), "precious");
    Ran ran = Ran.overdraft("run", "--no-bench", "--out", directory.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("not an empty directory");
    assertThat(directory).isDirectoryContaining(path -> path.equals(mine));
    assertThat(mine).hasContent("precious");
  }

  @Test
  void run_serverNotThere_environmentAndNoDirectory() {
    Path out = directory.resolve("run");
    Ran ran =
        Ran.overdraft(
            "run", "--engine", "jdbc:postgresql://127.0.0.1:1/x", "--out", out.toString());
    assertThat(ran.exitCode()).isEqualTo(5);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("127.0.0.1:1");
    assertThat(out).doesNotExist();
  }

  @Test
  void report_notARunDirectory_usage() {
    Ran ran = Ran.overdraft("report", directory.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no verdicts.json in it");
  }

  @Test
  void list_showsEverythingWithASentence() {
    Ran ran = Ran.overdraft("list");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("✗ naive-read-modify-write", "lost-update", "embedded", "bank")
        .contains("Sets of rows and absent rows", "ap-12-write-skew", "money")
        .containsPattern("select-for-no-key-update .*Not applicable on MariaDB\\.")
        .contains("CockroachDB (untested)", "YugabyteDB (untested)", "TiDB (untested)")
        .doesNotContain("null");
  }

  @Test
  void explain_antiPattern_storyCodeFixAndWhereToSeeIt() {
    Ran ran = Ran.overdraft("explain", "ap-12");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("AP12 ap-12-write-skew: Two rows, one rule", "lesson 7")
        .contains("static String withdraw(", "static String withdrawLocked(", "for update")
        .contains("PostgreSQL   serializable       holds   measured: 40001")
        .contains("overdraft explore ap-12-write-skew");
  }

  @Test
  void explain_strategy_itsFile() {
    Ran ran = Ran.overdraft("explain", "select-for-update");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("public final class SelectForUpdate", "for update");
  }

  @Test
  void explain_nonsense_usage() {
    assertThat(Ran.overdraft("explain", "nonesuch").exitCode()).isEqualTo(2);
    assertThat(Ran.overdraft("explain").exitCode()).isEqualTo(2);
  }
}
