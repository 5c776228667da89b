package dev.overdraft.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.history.Access;
import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A trial whose bank only ever took deposits, beside a control that loses them. */
class TrialRecordTest {

  private static final ControlRecord CAUGHT =
      new ControlRecord("unlocked", Set.of(Anomaly.LOST_UPDATE), "");

  private static TrialRecord record(Trial trial) {
    return new TrialRecord("wallet", trial, deposits()).with(List.of(CAUGHT));
  }

  @Test
  void passed_anomalyThatMustNotShowIsInconclusive_inconclusive() {
    TrialRecord record = record(new Trial().mayShow(Anomaly.CONSISTENT_AUDIT));

    assertThat(record.passed()).isFalse();
    assertThat(record.toString())
        .contains("wallet: INCONCLUSIVE; 2 operations")
        .contains("nothing follows about overdraft: no debit met another operation on its row; ")
        .contains("if the bank need not prevent it, say mayShow(Anomaly.NO_NEGATIVE_BALANCE)")
        .contains("inconclusive, no debit met another operation on its row");
  }

  @Test
  void passed_anomaliesThatMayShowAreInconclusive_passed() {
    Trial trial =
        new Trial().mayShow(Anomaly.CONSISTENT_AUDIT).mayShow(Anomaly.NO_NEGATIVE_BALANCE);

    assertThat(record(trial).passed()).as(record(trial).toString()).isTrue();
  }

  /** Two that overlap, each on what the one before had left. */
  private static History deposits() {
    RowVersion opened = new RowVersion(1, 0, Writer.OPENING, 100);
    RowVersion first = new RowVersion(1, 1, Writer.of(1, 1), 110);
    RowVersion second = new RowVersion(1, 2, Writer.of(2, 1), 130);
    return new History(
        Map.of(1L, opened.cents()),
        List.of(
            new Event.Invocation(1, 1, new Operation.Deposit(1, 1, 10)),
            new Event.Invocation(2, 2, new Operation.Deposit(2, 1, 20)),
            completion(10, 1, opened, first),
            completion(20, 2, first, second)),
        List.of(
            new LedgerEntry(1, first.writer(), 0, List.of(first)),
            new LedgerEntry(2, second.writer(), 0, List.of(second))),
        Optional.of(Map.of(1L, second)));
  }

  private static Event completion(long nanos, int process, RowVersion read, RowVersion written) {
    return new Event.Completion(
        nanos,
        process,
        process,
        Outcome.OK,
        true,
        "",
        1,
        List.of(),
        List.of(
            new Access(Access.Kind.READ, read, nanos - 2, "select"),
            new Access(Access.Kind.WRITE, written, nanos - 1, "update")),
        Map.of());
  }
}
