package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL lets happen at each level, seen from outside, and what it does not. */
class LevelsIT {

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

  private Ran run(String workload, String level) {
    return run(
        workload, level, "--engine", engine.target().url(), "--user", engine.target().user());
  }

  private Ran run(String workload, String level, String... server) {
    List<String> args =
        new ArrayList<>(List.of("run", "--workload", workload, "--isolation", level));
    args.addAll(List.of("--ops", "2000", "--seed", "5"));
    args.addAll(List.of("--out", directory.resolve(workload).toString()));
    args.addAll(List.of(server));
    return Ran.overdraft(args.toArray(String[]::new));
  }

  private static String line(Ran ran, String level) {
    return ran.out().lines().filter(l -> l.startsWith(level + " ")).findFirst().orElse("");
  }

  @WholeSuite
  @Test
  void append_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("append", "all");

    assertThat(ran.err()).contains("seed 5");
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(0);
    assertThat(line(ran, "read committed"))
        .contains("• P4 ")
        .contains("G-single")
        .doesNotContain("✗");
    assertThat(line(ran, "repeatable read"))
        .contains("SI")
        .contains("A5B")
        .doesNotContain("P4", "✗");
    assertThat(line(ran, "serializable")).contains("PL-3").doesNotContain("✗");
    assertThat(directory.resolve("append/history/append-serializable.jsonl")).exists();
    assertThat(directory.resolve("append/check.txt")).content().contains("Chances: ");
  }

  @WholeSuite
  @Test
  void register_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("register", "all");

    // A write that read nothing before it may leave the order of a register's versions open.
    assertThat(ran.exitCode()).as(ran.out()).isIn(0, 4);
    assertThat(line(ran, "read committed")).contains("• P4 ").doesNotContain("✗");
    assertThat(line(ran, "repeatable read")).doesNotContain("P4", "✗");
    assertThat(line(ran, "serializable")).endsWith("nothing");
  }

  @WholeSuite
  @Test
  void predicate_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("predicate", "all");

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(0);
    assertThat(line(ran, "read committed")).contains("• PMP ", "• G-single ").doesNotContain("✗");
    assertThat(line(ran, "repeatable read"))
        .contains(" SI", "• G2 ")
        .doesNotContain("PMP", "G-single", "P4", "✗");
    assertThat(line(ran, "serializable")).contains("PL-3").endsWith("nothing");
    assertThat(directory.resolve("predicate/check.txt"))
        .content()
        .contains("so T", " without row ", "would have found row ")
        .doesNotContain("Not searched: predicates", "recording at fault");
  }

  @WholeSuite
  @Test
  void predicateOnMariadb_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("predicate", "all", "--engine", "mariadb");
    assumeTrue(ran.exitCode() != ExitCode.ENVIRONMENT, "skipped: no MariaDB starts here");

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(0);
    assertThat(line(ran, "read uncommitted")).contains("• G1c ").doesNotContain("✗");
    assertThat(line(ran, "read committed")).contains("• PMP ").doesNotContain("G1", "✗");
    assertThat(line(ran, "repeatable read")).contains("• G2 ").doesNotContain("PMP", "G1", "✗");
    assertThat(line(ran, "serializable")).contains("PL-3").endsWith("nothing");
  }

  @WholeSuite
  @Test
  void mariadb_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("append", "all", "--engine", "mariadb");
    assumeTrue(ran.exitCode() != ExitCode.ENVIRONMENT, "skipped: no MariaDB starts here");

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(0);
    assertThat(line(ran, "read uncommitted")).contains("• G1a ").doesNotContain("✗");
    assertThat(line(ran, "repeatable read")).contains("• P4 ").doesNotContain("G1", "✗");
    assertThat(line(ran, "serializable")).contains("PL-3").endsWith("nothing");
  }

  @WholeSuite
  @Test
  void history_exportedAsEdn_isJudgedAlike() throws Exception {
    assertJudgedAlike("register");
    assertJudgedAlike("predicate");
  }

  private void assertJudgedAlike(String workload) throws Exception {
    run(workload, "read-committed");
    Path history = directory.resolve(workload + "/history/" + workload + "-read-committed.jsonl");
    Path edn = directory.resolve("exported.edn");
    Ran ours = Ran.overdraft("check", history.toString(), "--edn-out", edn.toString());
    Ran theirs = Ran.overdraft("check", edn.toString());

    assertThat(Files.size(edn)).isPositive();
    assertThat(ours.exitCode()).isEqualTo(1);
    assertThat(theirs.exitCode()).isEqualTo(1);
    assertThat(theirs.out().lines().filter(l -> l.startsWith("✗")).toList())
        .isEqualTo(ours.out().lines().filter(l -> l.startsWith("✗")).toList());
  }
}
