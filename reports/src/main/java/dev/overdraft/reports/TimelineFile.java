package dev.overdraft.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Keeps a storm's {@link Timeline} beside its history, so that a history, which may be large, is
 * read once.
 */
public final class TimelineFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final int BUCKETS = 50;
  private static final int MOST_MARKS = 40;
  private static final long LONGEST_MICROS = 3_600_000_000L;
  private static final double NANOS_PER_MILLI = 1e6;

  private TimelineFile() {}

  /** Works a storm's timeline out and writes it below the run directory. */
  public static void write(Path runDirectory, String strategy, History history) throws IOException {
    Files.createDirectories(runDirectory.resolve("timeline"));
    WholeFile.write(file(runDirectory, strategy), JSON.writeValueAsString(of(history)) + "\n");
  }

  /**
   * A storm's timeline; made from the history if there is none yet, or none that can be read, empty
   * without either.
   */
  static Optional<Timeline> read(Path runDirectory, String strategy) throws IOException {
    Path file = file(runDirectory, strategy);
    Path history = runDirectory.resolve("history").resolve(strategy + ".jsonl");
    if (Files.exists(file)) {
      try {
        return Optional.of(parse(file));
      } catch (IOException unreadable) {
        if (!Files.exists(history)) {
          throw unreadable;
        }
      }
    }
    if (!Files.exists(history)) {
      return Optional.empty();
    }
    write(runDirectory, strategy, HistoryReader.read(history));
    return Optional.of(parse(file));
  }

  private static Timeline parse(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), Timeline.class);
    } catch (JsonProcessingException broken) {
      throw WholeFile.unreadable(file, broken);
    }
  }

  private static Path file(Path runDirectory, String strategy) {
    return runDirectory.resolve("timeline").resolve(strategy + ".json");
  }

  static Timeline of(History history) {
    List<Execution> all = history.executions();
    long first = all.stream().mapToLong(Execution::invokedNanos).min().orElse(0);
    long last = all.stream().mapToLong(Execution::lastSeenNanos).max().orElse(first);
    double width = Math.max(1, (last - first + 1) / NANOS_PER_MILLI / BUCKETS);
    int count = (int) Math.floor((last - first) / NANOS_PER_MILLI / width) + 1;
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(new Draft());
    }
    for (Execution execution : all) {
      drafts.get(index(execution.lastSeenNanos() - first, width, count)).add(execution);
    }
    Drift drift = Drift.of(history);
    List<Timeline.Mark> marks = new ArrayList<>();
    for (Drift.Change change : drift.changes()) {
      Draft draft = drafts.get(index(change.nanos() - first, width, count));
      draft.anomalies++;
      draft.movedCents += change.movedCents();
      if (marks.size() < MOST_MARKS) {
        double millis = (change.nanos() - first) / NANOS_PER_MILLI;
        marks.add(
            new Timeline.Mark(
                millis, change.account(), change.kind(), change.cents(), change.by()));
      }
    }
    return new Timeline(width, buckets(drafts), balances(history, drift), marks);
  }

  private static int index(long nanos, double widthMillis, int count) {
    int index = (int) Math.floor(nanos / NANOS_PER_MILLI / widthMillis);
    return Math.max(0, Math.min(count - 1, index));
  }

  private static List<Timeline.Bucket> buckets(List<Draft> drafts) {
    List<Timeline.Bucket> buckets = new ArrayList<>();
    long drift = 0;
    for (Draft draft : drafts) {
      drift += draft.movedCents;
      buckets.add(
          new Timeline.Bucket(
              draft.ok,
              draft.fail,
              draft.info,
              draft.ok == 0 ? 0 : draft.micros.getValueAtPercentile(50),
              draft.ok == 0 ? 0 : draft.micros.getValueAtPercentile(99),
              draft.anomalies,
              drift));
    }
    return buckets;
  }

  private static List<Timeline.Balance> balances(History history, Drift drift) {
    Map<Long, RowVersion> closing = history.closing().orElse(Map.of());
    List<Timeline.Balance> balances = new ArrayList<>();
    drift
        .expected()
        .forEach(
            (account, expected) -> {
              RowVersion found = closing.get(account);
              if (found != null) {
                long opening = history.opening().getOrDefault(account, 0L);
                balances.add(new Timeline.Balance(account, opening, expected, found.cents()));
              }
            });
    return balances;
  }

  /** A bucket that is being filled. */
  private static final class Draft {
    private final Histogram micros = new Histogram(LONGEST_MICROS, 2);
    private long ok;
    private long fail;
    private long info;
    private long anomalies;
    private long movedCents;

    void add(Execution execution) {
      if (execution.outcome() == Outcome.OK) {
        ok++;
        long took = (execution.lastSeenNanos() - execution.invokedNanos()) / 1000;
        micros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, took)));
      } else if (execution.outcome() == Outcome.FAIL) {
        fail++;
      } else {
        info++;
      }
    }
  }
}
