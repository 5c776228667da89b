package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundedTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void run_whatEnds_isDoneWhenItReturns() {
    var done = new AtomicBoolean();

    Bounded.run("try", LONG, () -> done.set(true));

    assertThat(done).isTrue();
  }

  @Test
  void run_whatNeverEnds_saysSoAndLeavesItBehind() {
    var never = new CountDownLatch(1);

    assertThatThrownBy(() -> Bounded.run("drop it", Duration.ofMillis(20), () -> await(never)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot drop it: no answer");

    never.countDown();
  }

  @Test
  void run_whatFails_failsWithItsOwnError() {
    var why = new EngineException("no room", new IllegalStateException());

    assertThatThrownBy(
            () ->
                Bounded.run(
                    "drop it",
                    LONG,
                    () -> {
                      throw why;
                    }))
        .isSameAs(why);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
