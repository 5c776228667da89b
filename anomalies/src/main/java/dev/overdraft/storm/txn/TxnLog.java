package dev.overdraft.storm.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.EventLine;
import dev.overdraft.history.format.Notation;
import dev.overdraft.target.Failure;
import dev.overdraft.workload.txn.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends the events of many workers to one file of JSON Lines. Each worker fills a {@link Lane} of
 * its own; only whole lines reach the file, so that a run that is killed leaves a readable prefix.
 */
final class TxnLog implements AutoCloseable {

  private static final int LANE_CHARS = 1 << 15;
  private static final long LANE_NANOS = 200_000_000;

  private final Kind kind;
  private final OutputStream out;

  TxnLog(Path file, Kind kind) throws IOException {
    this.kind = kind;
    this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    write(
        new EventLine(Notation.JSON)
            .begin()
            .word("type", "opening")
            .word("workload", kind.workload())
            .end()
            .take());
  }

  private synchronized void write(String lines) throws IOException {
    out.write(lines.getBytes(StandardCharsets.UTF_8));
  }

  Lane lane() {
    return new Lane();
  }

  /** One worker's events; confined to its thread. */
  final class Lane {
    private final EventLine line = new EventLine(Notation.JSON);
    private long handedOverNanos = System.nanoTime();

    private Lane() {}

    void invoked(long nanos, int process, long op, List<Step> steps) throws IOException {
      begin("invoke", nanos, process, op);
      steps(steps, null);
      line.end();
      handOverIfDue();
    }

    /** What came back: {@code results} holds what the steps read, null where they wrote. */
    void ok(long nanos, int process, long op, List<Step> steps, List<Read> results)
        throws IOException {
      begin(Outcome.OK.word(), nanos, process, op);
      steps(steps, results);
      line.end();
      handOverIfDue();
    }

    void failed(long nanos, int process, long op, List<Step> steps, Failure failure)
        throws IOException {
      begin(failure.outcome().word(), nanos, process, op);
      steps(steps, null);
      line.text("error", (failure.sqlState() + " " + failure.message()).strip()).end();
      handOverIfDue();
    }

    private void begin(String type, long nanos, int process, long op) {
      line.begin()
          .word("type", type)
          .number("time", nanos)
          .number("process", process)
          .number("op", op)
          .word("f", "txn");
    }

    private void steps(List<Step> steps, @Nullable List<Read> results) {
      line.beginSteps();
      for (int at = 0; at < steps.size(); at++) {
        Step step = steps.get(at);
        String key = Long.toString(step.key());
        if (step.write()) {
          line.step(kind.function(), key, false, step.value());
        } else if (results == null) {
          line.readNil(key, false);
        } else {
          results.get(at).write(line, key);
        }
      }
      line.endSteps();
    }

    private void handOverIfDue() throws IOException {
      if (line.length() > LANE_CHARS || System.nanoTime() - handedOverNanos > LANE_NANOS) {
        handOver();
      }
    }

    void handOver() throws IOException {
      write(line.take());
      handedOverNanos = System.nanoTime();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
