package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.recording.Recording;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SingleWriterTest {

  private static final Duration SHORT = Duration.ofMillis(1);

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
    var begun = new CountDownLatch(1);
    Future<Integer> hung;
    try (var writer = new SingleWriter("writer", recording, SHORT)) {
      hung = writer.submit(() -> hang(begun));
      begun.await();
    }
    assertThatThrownBy(hung::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  @Timeout(60)
  void close_workBehindWhatHangs_isCancelledAndNotLeftWaiting() throws Exception {
    var begun = new CountDownLatch(1);
    Future<Integer> hung;
    Future<Integer> behind;
    try (var writer = new SingleWriter("writer", recording, SHORT)) {
      hung = writer.submit(() -> hang(begun));
      behind = writer.submit(() -> 42);
      begun.await();
    }
    assertThatThrownBy(hung::get).hasCauseInstanceOf(InterruptedException.class);
    assertThatThrownBy(behind::get).isInstanceOf(CancellationException.class);
  }

  @Test
  @Timeout(60)
  void submit_closed_isCancelled() throws Exception {
    var writer = new SingleWriter("writer", recording, SHORT);
    writer.close();
    assertThat(writer.submit(() -> 42)).isCancelled();
  }

  private static int hang(CountDownLatch begun) throws InterruptedException {
    begun.countDown();
    new CountDownLatch(1).await();
    return 0;
  }
}
