package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {

  private static final long TENTH = 100_000_000;
  private static final long MICRO = 1000;

  @TempDir Path directory;

  /** An operation's events, which ends {@code late} nanoseconds after the start, in a tenth. */
  private static List<Event> operation(long id, long late, Outcome outcome, long micros) {
    var asked = new Operation.Withdraw(id, 1, 80);
    return List.of(
        new Event.Invocation(late - micros * MICRO, 0, asked),
        new Event.Completion(late, 0, id, outcome, true, "", 1, List.of(), List.of(), Map.of()));
  }

  private List<Histogram> written(List<Event> events) throws IOException {
    Path file = directory.resolve("latency.hlog");
    LatencyLog.write(file, new History(Map.of(1L, 100L), events, List.of(), Optional.empty()));
    List<Histogram> read = new ArrayList<>();
    try (var log = new HistogramLogReader(file.toFile())) {
      while (log.nextIntervalHistogram() instanceof Histogram next) {
        read.add(next);
      }
    }
    return read;
  }

  @Test
  void write_outcomesOfOneTenth_anIntervalEach() throws IOException {
    List<Event> events = new ArrayList<>();
    events.addAll(operation(0, TENTH + 1, Outcome.FAIL, 500));
    events.addAll(operation(1, TENTH + 2, Outcome.OK, 300));
    events.addAll(operation(2, TENTH + 3, Outcome.FAIL, 700));
    events.addAll(operation(3, 3 * TENTH, Outcome.OK, 900));

    List<Histogram> read = written(events);

    assertThat(read).extracting(Histogram::getTag).containsExactly("fail", "ok", "ok");
    assertThat(read).extracting(Histogram::getTotalCount).containsExactly(2L, 1L, 1L);
    assertThat(read).extracting(Histogram::getStartTimeStamp).containsExactly(100L, 100L, 300L);
    assertThat(read).extracting(Histogram::getMaxValue).containsExactly(700L, 300L, 900L);
  }

  @Test
  void write_nothingAnswered_noInterval() throws IOException {
    assertThat(written(List.of())).isEmpty();
  }
}
