package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run directory holds beside its verdicts and the page draws: each storm over time and its
 * latencies, by strategy, and the explorer's traces, by scenario.
 */
record Attachments(
    Map<String, Timeline> timelines,
    Map<String, LatencyCurve> latencies,
    Map<String, Trace> traces) {

  Attachments {
    timelines = Map.copyOf(timelines);
    latencies = Map.copyOf(latencies);
    traces = Map.copyOf(traces);
  }

  static Attachments none() {
    return new Attachments(Map.of(), Map.of(), Map.of());
  }

  /** Reads what can be read; of the rest, on which no verdict depends, is told why it is not. */
  static Attachments read(Path runDirectory, Scoreboard board, Consumer<String> told)
      throws IOException {
    Map<String, Timeline> timelines = new LinkedHashMap<>();
    Map<String, LatencyCurve> latencies = new LinkedHashMap<>();
    for (Scorecard card : board.strategies()) {
      String name = card.strategy();
      readable(() -> TimelineFile.read(runDirectory, name), told)
          .ifPresent(timeline -> timelines.put(name, timeline));
      readable(() -> LatencyCurve.read(runDirectory, name), told)
          .ifPresent(latency -> latencies.put(name, latency));
    }
    return new Attachments(timelines, latencies, Trace.readAll(runDirectory, told));
  }

  private interface Reading<T> {
    Optional<T> read() throws IOException;
  }

  private static <T> Optional<T> readable(Reading<T> reading, Consumer<String> told) {
    try {
      return reading.read();
    } catch (IOException unreadable) {
      told.accept(String.valueOf(unreadable.getMessage()));
      return Optional.empty();
    }
  }

  Optional<Timeline> timeline(Scorecard card) {
    return Optional.ofNullable(timelines.get(card.strategy()));
  }

  Optional<LatencyCurve> latency(Scorecard card) {
    return Optional.ofNullable(latencies.get(card.strategy()));
  }

  Optional<Trace> trace(Scorecard card, Scorecard.Explored explored) {
    return Optional.ofNullable(traces.get(card.strategy() + "." + explored.scenario()));
  }
}
