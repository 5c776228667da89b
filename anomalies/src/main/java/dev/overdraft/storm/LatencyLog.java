package dev.overdraft.storm;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
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

  private record Slot(long interval, String tag) {}

  /** Writes the log of a history that has been read. */
  public static void write(Path file, History history) throws IOException {
    Map<Slot, Histogram> slots =
        new TreeMap<>(Comparator.comparingLong(Slot::interval).thenComparing(Slot::tag));
    for (Execution execution : history.executions()) {
      long micros = (execution.lastSeenNanos() - execution.invokedNanos()) / 1000;
      var slot = new Slot(execution.lastSeenNanos() / INTERVAL_NANOS, execution.outcome().word());
      slots
          .computeIfAbsent(slot, s -> new Histogram(LONGEST_MICROS, 3))
          .recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
    }
    try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      var log = new HistogramLogWriter(out);
      log.outputLogFormatVersion();
      log.outputLegend();
      slots.forEach(
          (slot, histogram) -> {
            histogram.setTag(slot.tag());
            double start = (double) slot.interval() / INTERVALS_PER_SECOND;
            double end = (double) (slot.interval() + 1) / INTERVALS_PER_SECOND;
            log.outputIntervalHistogram(start, end, histogram, 1.0);
          });
    }
  }
}
