package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return Ran.overdraft(
        "run",
        "--workload",
        workload,
        "--isolation",
        level,
        "--ops",
        "2000",
        "--seed",
        "5",
        "--engine",
        engine.target().url(),
        "--user",
        engine.target().user(),
        "--out",
        directory.resolve(workload).toString());
  }

  private static String line(Ran ran, String level) {
    return ran.out().lines().filter(l -> l.startsWith(level + " ")).findFirst().orElse("");
  }

  @Test
  void append_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("append", "all");

    assertThat(ran.err()).contains("seed 5");
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(0);
    assertThat(line(ran, "read committed")).contains("• P4 ").contains("G-single").doesNotContain("✗");
    assertThat(line(ran, "repeatable read")).contains("SI").contains("A5B").doesNotContain("P4", "✗");
    assertThat(line(ran, "serializable")).contains("PL-3").doesNotContain("✗");
    assertThat(directory.resolve("append/history/list-append-serializable.jsonl")).exists();
    assertThat(directory.resolve("append/check.txt")).content().contains("Chances: ");
  }

  @Test
  void register_everyLevel_showsWhatItAllowsAndNothingWorse() {
    Ran ran = run("register", "all");

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(0);
    assertThat(line(ran, "read committed")).contains("• P4 ").doesNotContain("✗");
    assertThat(line(ran, "repeatable read")).doesNotContain("P4", "✗");
    assertThat(line(ran, "serializable")).endsWith("nothing");
  }

  @Test
  void history_exportedAsEdn_isJudgedAlike() throws Exception {
    run("register", "read-committed");
    Path history = directory.resolve("register/history/rw-register-read-committed.jsonl");
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
