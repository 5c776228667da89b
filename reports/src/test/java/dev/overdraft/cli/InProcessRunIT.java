package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.suite.WholeSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in this JVM. */
@WholeSuite
class InProcessRunIT {

  @TempDir Path directory;

  /** SQLite runs one transaction at a time, so that the core's control shows no overdraft. */
  @Test
  void run_coreShowsNoOverdraftThere_bringsAnotherControlThatDoes() {
    Ran ran =
        Ran.overdraft(
            "run",
            "--engine",
            "sqlite",
            "--strategies",
            "hibernate-version",
            "--no-bench",
            "--seed",
            "5",
            "--ops",
            "1500",
            "--out",
            directory.resolve("run").toString());

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.err()).contains("with naive-read-modify-write, queue-check-on-read as broken");
    assertThat(ran.out()).contains("1 of 1 safe strategy kept every cent; 2 of 2 broken controls");
  }
}
