package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.recording.Recording;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SingleWriterTest {

  private final Recording recording = new Recording(System.nanoTime(), 0);

  @Test
  void close_workIsQueued_finishesIt() throws Exception {
    Future<Integer> answer;
    try (var writer = new SingleWriter("writer", recording)) {
      answer = writer.submit(() -> 42);
    }
    assertThat(answer).isDone();
    assertThat(answer.get()).isEqualTo(42);
  }

  @Test
  @Timeout(60)
  void close_workHangs_doesNotWaitForEver() throws Exception {
    var never = new CountDownLatch(1);
    Future<Integer> hung;
    try (var writer = new SingleWriter("writer", recording, Duration.ofMillis(1))) {
      hung =
          writer.submit(
              () -> {
                never.await();
                return 0;
              });
    }
    assertThatThrownBy(hung::get).hasCauseInstanceOf(InterruptedException.class);
  }
}
