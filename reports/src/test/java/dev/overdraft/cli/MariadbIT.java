package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the MariaDB that is installed here. */
class MariadbIT {

  @TempDir Path directory;

  @BeforeAll
  static void installed() {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
  }

  @Test
  void explore_strategyThatItDoesNotUnderstand_namedAndInconclusive() {
    Ran ran = Ran.overdraft("explore", "select-for-no-key-update", "--engine", "mariadb");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(4);
    assertThat(ran.out())
        .contains("select-for-no-key-update is not applicable on MariaDB: FOR NO KEY UPDATE")
        .doesNotContain("HOLDS");
  }

  @Test
  void explore_everyVictim_refusedSinceNobodyCanChoose() {
    Ran ran = Ran.overdraft("explore", "ap-24.broken", "--every-victim", "--engine", "mariadb");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains("--every-victim: MariaDB does not let us choose");
  }

  /** What is stated of its repeatable read is stated of servers on which that is off. */
  @Test
  void explore_snapshotIsolationIsOn_nothingIsStated() {
    try (InstalledMariadb server = InstalledMariadb.start()) {
      String url =
          "%s?user=%s&sessionVariables=innodb_snapshot_isolation=ON"
              .formatted(server.target().url(), server.target().user());
      Ran ran =
          Ran.overdraft(
              "explore", "ap-01.broken", "--isolation", "repeatable-read", "--engine", url);

      assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(4);
      assertThat(ran.out())
          .contains("on MariaDB but with innodb_snapshot_isolation off: see what it does")
          .doesNotContain("NOT as expected");
    }
  }

  @WholeSuite
  @Test
  void run_storm_caughtAndExploredAndTheOthersLeftOutByName() {
    Ran ran =
        Ran.overdraft(
            "run",
            "--engine",
            "mariadb",
            "--strategies",
            "check-then-decrement,select-for-update,advisory-xact",
            "--no-bench",
            "--duration",
            "1s",
            "--out",
            directory.resolve("run").toString());

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.err())
        .contains("without advisory-xact, which does not run on MariaDB")
        .doesNotContain("is not explored");
    assertThat(ran.out())
        .contains("durability  innodb_flush_log_at_trx_commit 1, innodb_doublewrite ON")
        .containsPattern("select-for-update +.*✓ all [0-9]+ +pass")
        .containsPattern("check-then-decrement~ +.*✗ 1 of 3 +caught");
  }
}
