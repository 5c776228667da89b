package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs at other levels than the strategies' own, and on two engines. */
@WholeSuite
class RunLevelsIT {

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

  @Test
  void run_atSerializable_keepsAControlAtItsOwnLevel() throws Exception {
    Ran ran =
        Running.on(engine, directory)
            .run(
                "--strategies", "check-then-decrement",
                "--isolation", "serializable",
                "--ops", "2000");
    assertThat(ran.exitCode()).as(ran.out()).isZero();
    assertThat(ran.err()).contains("check-then-decrement@read-committed");
    assertThat(ran.out()).contains("not at this level").doesNotContain("not caught");
    assertThat(
            Running.on(engine, directory)
                .verdicts()
                .path("strategies")
                .get(1)
                .path("isolation")
                .asText())
        .isEqualTo("serializable");
  }

  @Test
  void run_atAllLevels_aRowForEachAndNothingIsMissed() throws Exception {
    Ran ran =
        Running.on(engine, directory)
            .run(
                "--strategies", "check-then-decrement,atomic-update",
                "--isolation", "all",
                "--ops", "1500");
    assertThat(ran.exitCode()).as(ran.out()).isZero();
    assertThat(
            Running.on(engine, directory)
                .verdicts()
                .path("strategies")
                .findValuesAsText("strategy"))
        .contains(
            "check-then-decrement",
            "check-then-decrement@repeatable-read",
            "check-then-decrement@serializable",
            "atomic-update",
            "atomic-update@repeatable-read",
            "atomic-update@serializable");
    assertThat(ran.out()).doesNotContain("not caught");
  }

  @Test
  void run_comparedWithAnotherEngine_bothSideBySide() {
    Ran ran =
        Running.on(engine, directory)
            .run(
                "--strategies", "check-then-decrement,select-for-no-key-update",
                "--compare", "h2",
                "--ops", "2000");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern("check-then-decrement +.*✗ / ✗.*caught / caught")
        .containsPattern("select-for-no-key-update +.*✓ / –.*pass / not applicable");
    assertThat(ran.err()).contains("without select-for-no-key-update, which does not run on H2");
  }
}
