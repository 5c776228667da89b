package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.storm.LatencyLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {

  private static final long MILLI = 1_000_000;

  @TempDir Path directory;

  @Test
  void of_lostWithdrawal_driftWhereItWasOverwritten() {
    Timeline timeline = TimelineFile.of(twoWithdrawals(20, 20));
    assertThat(timeline.accounts()).containsExactly(new Timeline.Balance(1, 100, -60, 20));
    assertThat(timeline.marks())
        .containsExactly(new Timeline.Mark(4, 1, "drift", 80, "#1 withdraw 1 80"));
    assertThat(timeline.buckets()).last().extracting(Timeline.Bucket::driftCents).isEqualTo(80L);
  }

  @Test
  void of_overdraft_markedWithoutDrift() {
    Timeline timeline = TimelineFile.of(twoWithdrawals(20, -60));
    assertThat(timeline.marks())
        .containsExactly(new Timeline.Mark(4, 1, "overdraft", -60, "#1 withdraw 1 80"));
    assertThat(timeline.foundCents()).isEqualTo(timeline.expectedCents()).isEqualTo(-60);
  }

  @Test
  void of_transferToItself_intermediateVersionIsNobodys() {
    var transfer = new Operation.Transfer(0, 1, 1, 50);
    long writer = Writer.of(0, 1);
    Timeline timeline =
        TimelineFile.of(
            new History(
                Map.of(1L, 100L),
                List.of(new Event.Invocation(0, 0, transfer), ok(2 * MILLI, 0)),
                List.of(
                    new LedgerEntry(
                        1,
                        writer,
                        7,
                        List.of(
                            new RowVersion(1, 1, writer, 50), new RowVersion(1, 2, writer, 100)))),
                Optional.of(Map.of(1L, new RowVersion(1, 2, writer, 100)))));
    assertThat(timeline.marks()).isEmpty();
  }

  @Test
  void of_nothing_oneEmptyBucket() {
    Timeline timeline =
        TimelineFile.of(new History(Map.of(1L, 100L), List.of(), List.of(), Optional.empty()));
    assertThat(timeline.buckets()).hasSize(1);
    assertThat(timeline.accounts()).isEmpty();
  }

  @Test
  void read_written_same() throws Exception {
    TimelineFile.write(directory, "s", twoWithdrawals(20, 20));
    assertThat(TimelineFile.read(directory, "s")).contains(TimelineFile.of(twoWithdrawals(20, 20)));
    assertThat(TimelineFile.read(directory, "other")).isEmpty();
  }

  @Test
  void latencies_writtenLog_readBackAsCurve() throws Exception {
    Files.createDirectories(directory.resolve("latency"));
    LatencyLog.write(directory.resolve("latency/s.hlog"), twoWithdrawals(20, 20));
    LatencyCurve curve = LatencyCurve.read(directory, "s").orElseThrow();
    assertThat(curve.count()).isEqualTo(2);
    assertThat(curve.at(50)).isBetween(3000.0, 3010.0);
    assertThat(curve.at(99.99)).isBetween(4000.0, 4010.0);
    assertThat(LatencyCurve.read(directory, "other")).isEmpty();
  }

  /** As many buckets, accounts and marks as a page ever carries. */
  static Timeline busy() {
    List<Timeline.Balance> accounts = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      accounts.add(new Timeline.Balance(i, 1000, 123_456, 123_400));
    }
    return new Timeline(
        400.125,
        Collections.nCopies(50, new Timeline.Bucket(1234, 567, 8, 12_345, 98_765, 123, -4567)),
        accounts,
        Collections.nCopies(40, new Timeline.Mark(12.34, 7, "drift", -80, "#17 transfer 1→2 50")));
  }

  /** Both read 100; what each left in the row is up to the test. */
  private static History twoWithdrawals(long first, long second) {
    long one = Writer.of(0, 1);
    long two = Writer.of(1, 1);
    return new History(
        Map.of(1L, 100L),
        List.of(
            new Event.Invocation(0, 0, new Operation.Withdraw(0, 1, 80)),
            new Event.Invocation(0, 1, new Operation.Withdraw(1, 1, 80)),
            ok(3 * MILLI, 0),
            ok(4 * MILLI, 1)),
        List.of(
            new LedgerEntry(1, one, 7, List.of(new RowVersion(1, 1, one, first))),
            new LedgerEntry(2, two, 8, List.of(new RowVersion(1, 2, two, second)))),
        Optional.of(Map.of(1L, new RowVersion(1, 2, two, second))));
  }

  private static Event ok(long nanos, long id) {
    return new Event.Completion(
        nanos, (int) id, id, Outcome.OK, true, "", 1, List.of(), List.of(), Map.of());
  }
}
