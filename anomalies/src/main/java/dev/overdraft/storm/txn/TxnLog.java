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
import java.util.OptionalLong;
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
            .word("workload", kind.format())
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
      begin("invoke", nanos, process, op, steps);
      value(steps, null);
      line.end();
      handOverIfDue();
    }

    /** What came back: {@code results} holds what the steps read, nothing where they wrote. */
    void ok(long nanos, int process, long op, List<Step> steps, List<Read> results)
        throws IOException {
      begin(Outcome.OK.word(), nanos, process, op, steps);
      value(steps, results);
      line.end();
      handOverIfDue();
    }

    /** Which versions of rows its writes made is told also of one that had to be undone. */
    void failed(
        long nanos, int process, long op, List<Step> steps, List<Read> learned, Failure failure)
        throws IOException {
      begin(failure.outcome().word(), nanos, process, op, steps);
      value(steps, kind == Kind.GROUPS ? writes(learned) : null);
      line.text("error", (failure.sqlState() + " " + failure.message()).strip()).end();
      handOverIfDue();
    }

    /** What is there before all transactions. */
    void opening(long nanos, int process, long op, List<Step> rows) throws IOException {
      for (String type : List.of("invoke", Outcome.OK.word())) {
        line.begin()
            .word("type", type)
            .number("time", nanos)
            .number("process", process)
            .number("op", op)
            .word("f", "opening")
            .beginSteps();
        rows.forEach(row -> line.writeRow(row.key(), OptionalLong.of(0), group(row)));
        line.endSteps().end();
      }
      handOver();
    }

    private static List<Read> writes(List<Read> learned) {
      return learned.stream().map(r -> r instanceof Read.Written ? r : Read.NOTHING).toList();
    }

    private static OptionalLong group(Step write) {
      return write.action() == Step.Action.DELETE
          ? OptionalLong.empty()
          : OptionalLong.of(write.value());
    }

    private void begin(String type, long nanos, int process, long op, List<Step> steps) {
      String single = steps.get(0).write() ? kind.function() : "read";
      line.begin()
          .word("type", type)
          .number("time", nanos)
          .number("process", process)
          .number("op", op)
          .word("f", kind.single() ? single : "txn");
    }

    private void value(List<Step> steps, @Nullable List<Read> results) {
      if (!kind.single()) {
        steps(steps, results);
        return;
      }
      Step step = steps.get(0);
      if (step.write()) {
        line.keyed("value", step.key(), kind.operand(step.value()));
      } else {
        (results == null ? Read.NOTHING : results.get(0)).writeAlone(line, step.key());
      }
    }

    private void steps(List<Step> steps, @Nullable List<Read> results) {
      line.beginSteps();
      for (int at = 0; at < steps.size(); at++) {
        Step step = steps.get(at);
        String key = Long.toString(step.key());
        Read result = results == null || at >= results.size() ? Read.NOTHING : results.get(at);
        if (kind == Kind.GROUPS) {
          group(step, result);
        } else if (step.write()) {
          line.step(kind.function(), key, false, step.value());
        } else if (results == null) {
          line.readNil(key, false);
        } else {
          results.get(at).write(line, key);
        }
      }
      line.endSteps();
    }

    private void group(Step step, Read result) {
      if (step.write()) {
        OptionalLong version =
            result instanceof Read.Written written ? written.version() : OptionalLong.empty();
        line.writeRow(step.key(), version, group(step));
      } else if (result instanceof Read.Rows rows) {
        rows.write(line, Long.toString(step.key()));
      } else {
        line.askGroup(step.key());
      }
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
