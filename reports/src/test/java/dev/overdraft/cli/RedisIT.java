package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.strategies.redis.RedisAtHand;
import dev.overdraft.suite.WholeSuite;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The strategies whose queue is a Redis list, as the commands offer them. */
class RedisIT {

  private static final String ALL =
      "single-writer-queue-redis,queue-redis-at-most-once,queue-redis-at-least-once";

  /** The most, for H2 is fast: dozens of thousands take longer to judge than to run. */
  private static final String OPERATIONS = "5000";

  @TempDir Path directory;

  private Ran run(String strategies) {
    return Ran.overdraft(
        "run",
        "--strategies",
        strategies,
        "--engine",
        "h2",
        "--seed",
        "42",
        "--duration",
        "1500ms",
        "--ops",
        OPERATIONS,
        "--no-bench",
        "--out",
        directory.resolve("run").toString());
  }

  @WholeSuite
  @Test
  void run_all_theGoodOneKeepsEveryCentAndTheOthersAreCaught() {
    Optional<String> missing = RedisAtHand.missing();
    assumeTrue(missing.isEmpty(), () -> "skipped: " + missing);
    Ran ran = run(ALL);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .contains("1 of 1 safe strategy kept every cent")
        .containsPattern("queue-redis-at-most-once.*caught")
        .containsPattern("queue-redis-at-least-once.*caught");
  }

  @WholeSuite
  @Test
  void run_noRedis_leftOutByNameAndOthersRun() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty(RedisAtHand.PROPERTY, "redis://127.0.0.1:" + socket.getLocalPort());
    }
    try {
      Ran ran = run("single-writer-queue-redis,atomic-update");
      assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.err())
          .contains("without single-writer-queue-redis, which does not run here: no Redis");
      assertThat(ran.out()).contains("atomic-update").doesNotContain("redis");
      assertThat(run("single-writer-queue-redis").exitCode()).isEqualTo(ExitCode.USAGE);
    } finally {
      System.clearProperty(RedisAtHand.PROPERTY);
    }
  }

  @Test
  void list_named_asPartOfTheFamily() {
    assertThat(Ran.overdraft("list").out())
        .containsPattern("single-writer-queue-redis +queue ")
        .containsPattern("✗ queue-redis-at-most-once +queue ")
        .containsPattern("✗ queue-redis-at-least-once +queue ");
  }
}
