package dev.overdraft.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * How long the committed operations of one storm took, by percentile, from {@code
 * latency/<strategy>.hlog}.
 *
 * @param micros at each of {@link #PERCENTILES}
 */
record LatencyCurve(long count, double meanMicros, List<Double> micros) {

  /** Evenly spaced on an axis of nines. */
  static final List<Double> PERCENTILES = percentiles();

  private static final String COMMITTED = "ok";

  LatencyCurve {
    micros = List.copyOf(micros);
  }

  static Optional<LatencyCurve> read(Path runDirectory, String strategy) throws IOException {
    Path file = runDirectory.resolve("latency").resolve(strategy + ".hlog");
    try {
      return Files.exists(file) ? parse(file) : Optional.empty();
    } catch (RuntimeException broken) { // of many kinds, by where a line breaks off
      throw WholeFile.unreadable(file, broken);
    }
  }

  private static Optional<LatencyCurve> parse(Path file) throws IOException {
    Histogram all = null;
    try (var log = new HistogramLogReader(file.toFile())) {
      for (EncodableHistogram next = log.nextIntervalHistogram();
          next != null;
          next = log.nextIntervalHistogram()) {
        if (next instanceof Histogram interval && COMMITTED.equals(interval.getTag())) {
          if (all == null) {
            all = interval;
          } else {
            all.add(interval);
          }
        }
      }
    }
    return all == null || all.getTotalCount() == 0 ? Optional.empty() : Optional.of(of(all));
  }

  private static LatencyCurve of(Histogram histogram) {
    List<Double> micros = new ArrayList<>();
    for (double percentile : PERCENTILES) {
      micros.add((double) histogram.getValueAtPercentile(percentile));
    }
    return new LatencyCurve(histogram.getTotalCount(), histogram.getMean(), micros);
  }

  /** The time at one of {@link #PERCENTILES}, or at the nearest. */
  double at(double percentile) {
    int nearest = 0;
    for (int i = 1; i < PERCENTILES.size(); i++) {
      if (Math.abs(PERCENTILES.get(i) - percentile)
          < Math.abs(PERCENTILES.get(nearest) - percentile)) {
        nearest = i;
      }
    }
    return micros.get(nearest);
  }

  private static List<Double> percentiles() {
    List<Double> percentiles = new ArrayList<>();
    for (int tenth = 0; tenth <= 40; tenth++) {
      percentiles.add(100 - 100 * Math.pow(10, -tenth / 10.0));
    }
    percentiles.add(50.0);
    percentiles.sort(Double::compare);
    return List.copyOf(percentiles);
  }
}
