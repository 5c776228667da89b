package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

  static Attachments read(Path runDirectory, Scoreboard board) throws IOException {
    Map<String, Timeline> timelines = new LinkedHashMap<>();
    Map<String, LatencyCurve> latencies = new LinkedHashMap<>();
    for (Scorecard card : board.strategies()) {
      String name = card.strategy();
      TimelineFile.read(runDirectory, name).ifPresent(t -> timelines.put(name, t));
      LatencyCurve.read(runDirectory, name).ifPresent(l -> latencies.put(name, l));
    }
    return new Attachments(timelines, latencies, Trace.readAll(runDirectory));
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
