package dev.overdraft.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trials whose histories hold no audit that ran: torn audits may show, unless told otherwise. */
class TrialVerdictTest {

  private static final ControlRecord CAUGHT =
      new ControlRecord("a broken twin", EnumSet.allOf(Anomaly.class), "");

  private static final String NO_COLUMN = "42703 ERROR: column \"balence\" does not exist";

  private final List<Event> events = new ArrayList<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  private void ask(Operation operation, Outcome outcome, String reason) {
    int process = Math.toIntExact(operation.id());
    boolean done = outcome == Outcome.OK;
    events.add(new Event.Invocation(process, process, operation));
    events.add(
        new Event.Completion(
            1_000 + process,
            process,
            operation.id(),
            outcome,
            done,
            reason,
            1,
            List.of(),
            List.of(),
            Map.of()));
  }

  private void withdrawTwice() {
    for (int id = 1; id <= 2; id++) {
      ask(new Operation.Withdraw(id, 1, 10), Outcome.OK, "");
      var version = new RowVersion(1, id, Writer.of(id, 1), 100 - id * 10L);
      ledger.add(new LedgerEntry(id, version.writer(), 0, List.of(version)));
    }
  }

  private TrialRecord record(RowVersion row) {
    return record(new Trial().mayShow(Anomaly.CONSISTENT_AUDIT), row);
  }

  private TrialRecord record(Trial trial, RowVersion row) {
    var history = new History(Map.of(1L, 100L), events, ledger, Optional.of(Map.of(1L, row)));
    return new TrialRecord("pay", trial, history).with(List.of(CAUGHT));
  }

  private TrialRecord withDeposits(String reason) {
    withdrawTwice();
    for (int id = 3; id <= 22; id++) {
      ask(new Operation.Deposit(id, 1, 10), Outcome.FAIL, reason);
    }
    return record(ledger.get(1).versions().get(0));
  }

  private TrialRecord withAudits(String reason) {
    withdrawTwice();
    for (int id = 3; id <= 22; id++) {
      ask(new Operation.Audit(id), Outcome.FAIL, reason);
    }
    return record(ledger.get(1).versions().get(0));
  }

  @Test
  void passed_everythingWorks_true() {
    withdrawTwice();
    TrialRecord record = record(ledger.get(1).versions().get(0));
    assertThat(record.passed()).as(record.toString()).isTrue();
  }

  @Test
  void passed_noDepositEverSucceeds_false() {
    TrialRecord record = withDeposits(NO_COLUMN);
    assertThat(record.passed()).as(record.toString()).isFalse();
    assertThat(record.failed()).isFalse();
    assertThat(record.toString())
        .contains("INCONCLUSIVE")
        .contains("unknown\n  none of 20 deposits succeeded: 42703 ERROR: column \"balence\"");
  }

  @Test
  void passed_depositsAreNotOffered_true() {
    TrialRecord record = withDeposits("java.lang.UnsupportedOperationException: no counter");
    assertThat(record.passed()).as(record.toString()).isTrue();
  }

  @Test
  void passed_auditsAreNotOfferedAndMayBeTorn_true() {
    TrialRecord record = withAudits("java.lang.UnsupportedOperationException: no books");
    assertThat(record.passed()).as(record.toString()).isTrue();
  }

  @Test
  void passed_auditsNeverSucceedAndMayBeTorn_true() {
    TrialRecord record = withAudits(NO_COLUMN);
    assertThat(record.passed()).as(record.toString()).isTrue();
  }

  @Test
  void passed_auditsNeverSucceedAndMustNotBeTorn_false() {
    withAudits(NO_COLUMN);
    TrialRecord record = record(new Trial(), ledger.get(1).versions().get(0));
    assertThat(record.passed()).as(record.toString()).isFalse();
    assertThat(record.toString()).contains("unknown\n  none of 20 audits succeeded: 42703");
  }

  @Test
  void passed_depositsAreRefusedByReceipt_true() {
    TrialRecord record = withDeposits("deposits only at the counter");
    assertThat(record.passed()).as(record.toString()).isTrue();
  }

  @Test
  void passed_someStatementsCouldNotBeFollowed_false() {
    withdrawTwice();
    ask(new Operation.Withdraw(3, 1, 10), Outcome.OK, "");
    TrialRecord record = record(new RowVersion(1, 3, Writer.FOREIGN, 70));
    assertThat(record.passed()).as(record.toString()).isFalse();
    assertThat(record.failed()).as(record.toString()).isFalse();
    assertThat(record.toString()).contains("statements that could not be followed");
  }
}
