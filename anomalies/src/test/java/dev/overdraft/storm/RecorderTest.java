package dev.overdraft.storm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.HistoryWriter;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

  private static final int WORKERS = 4;
  private static final int OPERATIONS = 25_000;

  @TempDir Path directory;

  @Test
  void finish_fourWorkersAtFullSpeed_nothingIsLost() throws Exception {
    Path file = directory.resolve("history.jsonl");
    try (var recorder = new Recorder(file, Map.of(1L, 100L))) {
      List<Thread> threads = new ArrayList<>();
      for (int n = 0; n < WORKERS; n++) {
        int worker = n;
        Thread thread = new Thread(() -> record(recorder.lane(), worker));
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      HistoryWriter out = recorder.finish();
      out.closing(List.of());
    }
    History history = HistoryReader.read(file);
    assertThat(history.faults()).isEmpty();
    assertThat(history.executions()).hasSize(WORKERS * OPERATIONS);
    assertThat(history.count(Outcome.OK)).isEqualTo(WORKERS * OPERATIONS);
  }

  private static void record(Recorder.Lane lane, int worker) {
    try {
      for (int i = 0; i < OPERATIONS; i++) {
        long id = (long) i * WORKERS + worker;
        lane.add(new Event.Invocation(2L * i, worker, new Operation.Withdraw(id, 1, 10)));
        lane.add(
            new Event.Completion(
                2L * i + 1, worker, id, Outcome.OK, true, "", 1, List.of(), List.of(), Map.of()));
      }
      lane.handOver();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void finish_diskIsFull_saysSoAndHoldsNobodyUp() throws Exception {
    try (var recorder = new Recorder(new FullDisk(), Map.of(1L, 100L))) {
      record(recorder.lane(), 0);
      assertThatThrownBy(recorder::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThat(recorder.failed()).isTrue();
    } catch (IOException onClose) {
      assertThat(onClose).hasMessageContaining("No space left");
    }
  }

  @Test
  @Timeout(60)
  void finish_writingThreadMeetsABug_saysSoAndHoldsNobodyUp() throws Exception {
    var broken =
        new OutputStream() {
          private boolean opened;

          @Override
          public void write(int b) {
            if (opened && b == '\n') {
              throw new IllegalStateException("a bug");
            }
          }

          @Override
          public void flush() {
            opened = true;
          }
        };
    try (var recorder = new Recorder(broken, Map.of(1L, 100L))) {
      record(recorder.lane(), 0);
      assertThatThrownBy(recorder::finish).hasMessageContaining("a bug");
      assertThat(recorder.failed()).isTrue();
    } catch (IllegalStateException onClose) {
      assertThat(onClose).hasMessage("a bug");
    }
  }

  @Test
  void close_withoutFinishing_writesWhatWasHandedOver() throws Exception {
    Path file = directory.resolve("history.jsonl");
    try (var recorder = new Recorder(file, Map.of(1L, 100L))) {
      record(recorder.lane(), 0);
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    History history = HistoryReader.read(file);
    assertThat(history.executions()).hasSize(OPERATIONS);
    assertThat(history.closing()).isEmpty();
  }

  @Test
  void add_toAnOldLane_handsItOver() throws Exception {
    var nanos = new AtomicLong();
    var bytes = new ByteArrayOutputStream();
    try (var recorder = new Recorder(bytes, Map.of(1L, 100L), nanos::get)) {
      Recorder.Lane lane = recorder.lane();
      lane.add(new Event.Invocation(1, 0, new Operation.Withdraw(0, 1, 10)));
      nanos.set(TimeUnit.MILLISECONDS.toNanos(Recorder.LANE_MILLIS + 1));
      lane.add(
          new Event.Completion(2, 0, 0, Outcome.OK, true, "", 1, List.of(), List.of(), Map.of()));
      lane.add(new Event.Invocation(3, 0, new Operation.Withdraw(1, 1, 10)));
    }
    History history =
        HistoryReader.read(new BufferedReader(new StringReader(bytes.toString(UTF_8))));
    assertThat(history.executions()).hasSize(1);
    assertThat(history.count(Outcome.OK)).isEqualTo(1);
  }

  /** Takes a few thousand bytes, then no more. */
  private static final class FullDisk extends OutputStream {
    private int left = 4096;

    @Override
    public void write(int b) throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }
}
