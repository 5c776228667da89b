package dev.overdraft.storm;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * How long the operations of a storm took, as an interval log of HdrHistogram: an interval for each
 * tenth of a second, tagged with the outcome's word, in microseconds.
 *
 * <p>A storm is a closed loop: a worker asks again only when it has been answered, so that these
 * are the times that its workers saw, not those that a given arrival rate would have made of them.
 *
 * @see <a href="https://github.com/HdrHistogram/HdrHistogram">HdrHistogram, log format 1.3</a>
 */
public final class LatencyLog {

  private static final long INTERVALS_PER_SECOND = 10;
  private static final long INTERVAL_NANOS = 1_000_000_000 / INTERVALS_PER_SECOND;
  private static final long LONGEST_MICROS = 3_600_000_000L;

  private LatencyLog() {}

  private record Slot(long interval, String tag) implements Comparable<Slot> {

    private static final Comparator<Slot> ORDER =
        Comparator.comparingLong(Slot::interval).thenComparing(Slot::tag);

    static Slot of(Execution execution) {
      return new Slot(execution.lastSeenNanos() / INTERVAL_NANOS, execution.outcome().word());
    }

    @Override
    public int compareTo(Slot other) {
      return ORDER.compare(this, other);
    }

    void output(HistogramLogWriter log, Histogram histogram) {
      histogram.setTag(tag);
      double start = (double) interval / INTERVALS_PER_SECOND;
      double end = (double) (interval + 1) / INTERVALS_PER_SECOND;
      log.outputIntervalHistogram(start, end, histogram, 1.0);
    }
  }

  /** Writes the log of a history that has been read, with one interval in memory at a time. */
  public static void write(Path file, History history) throws IOException {
    try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      var log = new HistogramLogWriter(out);
      log.outputLogFormatVersion();
      log.outputLegend();
      write(log, history);
      if (out.checkError()) {
        throw new IOException("the latencies could not be written to " + file);
      }
    }
  }

  private static void write(HistogramLogWriter log, History history) {
    List<Execution> inOrder = new ArrayList<>(history.executions());
    inOrder.sort(Comparator.comparing(Slot::of));
    var histogram = new Histogram(LONGEST_MICROS, 3);
    Slot slot = null;
    for (Execution execution : inOrder) {
      Slot next = Slot.of(execution);
      if (slot != null && !next.equals(slot)) {
        slot.output(log, histogram);
        histogram.reset();
      }
      slot = next;
      histogram.recordValue(micros(execution));
    }
    if (slot != null) {
      slot.output(log, histogram);
    }
  }

  private static long micros(Execution execution) {
    long micros = (execution.lastSeenNanos() - execution.invokedNanos()) / 1000;
    return Math.max(0, Math.min(LONGEST_MICROS, micros));
  }
}
