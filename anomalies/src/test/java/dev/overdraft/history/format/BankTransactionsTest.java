package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.linear.Linearizability;
import dev.overdraft.check.txn.Finding;
import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.Access;
import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnName;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What recorded banks are judged to have done: accounts 1 and 2, operations of known attempts. */
class BankTransactionsTest {

  private final List<Event> events = new ArrayList<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  private static long mark(long operation, int attempt) {
    return Writer.of(operation, attempt);
  }

  private static Access read(long account, long revision, long mark) {
    var version = new RowVersion(account, revision, mark, 100);
    return new Access(Access.Kind.READ, version, 0, "select");
  }

  private static Access opening(long account) {
    return read(account, 0, Writer.OPENING);
  }

  private static Access write(long account, long revision, long mark) {
    return new Access(Access.Kind.WRITE, row(account, revision, mark), 0, "update");
  }

  private static RowVersion row(long account, long revision, long mark) {
    return new RowVersion(account, revision, mark, 100);
  }

  /** One operation, whose process has its number, from its tenfold on. */
  private void operation(long id, int attempts, Outcome outcome, Access... accesses) {
    asked(id);
    events.add(
        new Event.Completion(
            10 * id + 9,
            (int) id,
            id,
            outcome,
            outcome == Outcome.OK,
            "",
            attempts,
            List.of(),
            List.of(accesses),
            Map.of()));
  }

  private void asked(long id) {
    events.add(new Event.Invocation(10 * id, (int) id, new Operation.Withdraw(id, 1, 30)));
  }

  private void logged(RowVersion... versions) {
    ledger.add(new LedgerEntry(ledger.size() + 1L, versions[0].writer(), 0, List.of(versions)));
  }

  /** The log was read to its end, and the accounts had these revisions. */
  private TxnHistory closed(long one, long two) {
    Map<Long, RowVersion> rows = new HashMap<>();
    rows.put(1L, row(1, one, Writer.FOREIGN));
    rows.put(2L, row(2, two, Writer.FOREIGN));
    return BankTransactions.of(
        new History(Map.of(1L, 100L, 2L, 100L), events, ledger, Optional.of(rows)));
  }

  private TxnHistory brokenOff() {
    return BankTransactions.of(
        new History(Map.of(1L, 100L, 2L, 100L), events, ledger, Optional.empty()));
  }

  private static Judgement judge(TxnHistory history) {
    return Judge.judge(history, Options.DEFAULT);
  }

  private static List<String> found(TxnHistory history) {
    return judge(history).findings().stream()
        .map(f -> f.phenomenon().id() + f.axis().suffix())
        .toList();
  }

  @Test
  void unknownOutcome_inTheLog_tookEffectThoughNobodyReadIt() {
    operation(1, 1, Outcome.INFO, opening(1), opening(2), write(1, 1, mark(1, 1)));
    operation(2, 1, Outcome.OK, opening(1), opening(2), write(2, 1, mark(2, 1)));
    logged(row(1, 1, mark(1, 1)));
    logged(row(2, 1, mark(2, 1)));
    Judgement judgement = judge(closed(1, 1));
    assertEquals(List.of("write-skew"), found(closed(1, 1)));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
  }

  /** It may have taken effect after everything that came after it. */
  @Test
  void unknownOutcome_inTheLog_staysOpenForEver() {
    operation(1, 1, Outcome.INFO, opening(1), write(1, 1, mark(1, 1)));
    operation(2, 1, Outcome.OK, opening(1));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(List.of(), found(closed(1, 0)));
    assertEquals(TxnHistory.NEVER, closed(1, 0).completedNanos(0));
  }

  /** Somebody else, who is not recorded, made the version whose number it had. */
  @Test
  void unknownOutcome_notInACompleteLog_failed() {
    operation(1, 1, Outcome.INFO, write(1, 1, mark(1, 1)), write(2, 1, mark(1, 1)));
    operation(2, 1, Outcome.OK, write(1, 2, mark(2, 1)));
    operation(3, 1, Outcome.OK, opening(2));
    logged(row(1, 2, mark(2, 1)));
    assertEquals(List.of(), found(closed(2, 0)));
    assertEquals(Outcome.FAIL, closed(2, 0).outcome(0));
    assertEquals(Outcome.INFO, brokenOff().outcome(0));
  }

  /** It may have been committed without an entry: somebody read it, and nobody else wrote it. */
  @Test
  void unknownOutcome_notInTheLog_butReadAndNotReplaced_staysUnknown() {
    operation(1, 1, Outcome.INFO, write(1, 1, mark(1, 1)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)), write(1, 2, mark(2, 1)));
    logged(row(1, 2, mark(2, 1)));
    assertEquals(List.of(), found(closed(2, 0)));
    assertEquals(Outcome.INFO, closed(2, 0).outcome(0));
  }

  @Test
  void twoTransactionsOfOneAttempt_haveTheVersionsOfBoth() {
    operation(1, 1, Outcome.INFO, write(1, 1, mark(1, 1)));
    operation(2, 1, Outcome.OK, read(2, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 1)));
    logged(row(2, 1, mark(1, 1)));
    assertEquals(List.of(), found(closed(1, 1)));
    assertEquals(Answer.HOLDS, judge(closed(1, 1)).levels().of(Level.SERIALIZABLE, Axis.STRICT));
  }

  /** The second was rolled back: its number is another's. */
  @Test
  void twoTransactionsOfOneAttempt_haveWhatIsInTheLog() {
    operation(1, 1, Outcome.FAIL, write(1, 1, mark(1, 1)), write(2, 1, mark(1, 1)));
    operation(2, 1, Outcome.OK, write(2, 1, mark(2, 1)));
    logged(row(1, 1, mark(1, 1)));
    logged(row(2, 1, mark(2, 1)));
    assertEquals(List.of(), found(closed(1, 1)));
  }

  @Test
  void versionOfWhomNobodyAnswered_wasWritten() {
    asked(1);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)), write(1, 2, mark(2, 1)));
    assertEquals(List.of(), found(brokenOff()));
  }

  @Test
  void attemptRolledBack_whoseNumberTheNextOneHas_wasReadDirty() {
    operation(1, 2, Outcome.OK, write(1, 1, mark(1, 2)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 2)));
    Judgement judgement = judge(closed(1, 0));
    assertEquals(List.of("aborted-read"), found(closed(1, 0)));
    Finding finding = judgement.findings().get(0);
    assertTrue(
        finding.sentence().contains("T1.1 wrote 1 = version 1, and T1.1 failed"),
        finding.sentence());
    assertTrue(finding.reproduced());
    assertEquals(List.of(), judgement.faults());
    Linearizability objects = Linearizability.judge(closed(1, 0));
    assertTrue(objects.toString().contains("T1.1"), objects.toString());
  }

  @Test
  void export_ofAnAttemptThatWasRolledBack_isOfAClientOfItsOwn() throws IOException {
    operation(1, 2, Outcome.OK, write(1, 1, mark(1, 2)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 2)));
    var out = new StringWriter();
    Export.write(closed(1, 0), Notation.EDN, out);
    assertEquals(
        """
        {:index 0, :time 10, :type :invoke, :process 3, :f :txn, :value [[:w 1 1]]}
        {:index 1, :time 10, :type :invoke, :process 1, :f :txn, :value [[:w 1 2]]}
        {:index 2, :time 19, :type :fail, :process 3, :f :txn, :value [[:w 1 1]]}
        {:index 3, :time 19, :type :ok, :process 1, :f :txn, :value [[:w 1 2]]}
        {:index 4, :time 20, :type :invoke, :process 2, :f :txn, :value [[:r 1 nil]]}
        {:index 5, :time 29, :type :ok, :process 2, :f :txn, :value [[:r 1 1]]}
        """,
        out.toString());
  }

  @Test
  void attemptRolledBack_whoseNumberNobodyHas_wasReadDirty() {
    operation(1, 3, Outcome.FAIL);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 2)), read(2, 1, mark(1, 2)));
    operation(3, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    assertEquals(List.of("aborted-read", "aborted-read", "aborted-read"), found(closed(0, 0)));
    assertEquals(List.of(), judge(closed(0, 0)).faults());
  }

  /** Without the end of the log, or where a later version may lie on top of it, nobody knows. */
  @Test
  void attemptThatMayHaveBeenCommitted_isNotSaidToHaveFailed() {
    operation(1, 2, Outcome.FAIL);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    operation(3, 1, Outcome.OK, write(1, 2, mark(3, 1)));
    logged(row(1, 2, mark(3, 1)));
    assertEquals(List.of(), found(brokenOff()));
    assertEquals(List.of(), found(closed(2, 0)));
    assertEquals(1, judge(closed(2, 0)).faults().size());
  }

  /** Two requests for one operation: the other one won, at an attempt that its client never saw. */
  @Test
  void anotherAttemptThanTheLast_inTheLog_isTheOperation() {
    operation(1, 2, Outcome.OK);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(List.of(), found(closed(1, 0)));
    assertEquals(List.of(), judge(closed(1, 0)).faults());
    assertEquals(Answer.HOLDS, judge(closed(1, 0)).levels().of(Level.SERIALIZABLE, Axis.STRICT));
    assertEquals(2, closed(1, 0).size());
    assertEquals(19, closed(1, 0).completedNanos(0));
  }

  @Test
  void unknownOutcome_withAnotherAttemptInTheLog_tookEffect() {
    operation(1, 2, Outcome.INFO);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(Outcome.OK, closed(1, 0).outcome(0));
    assertEquals(TxnHistory.NEVER, closed(1, 0).completedNanos(0));
    assertEquals(List.of(), found(closed(1, 0)));
    assertEquals(List.of(), judge(closed(1, 0)).faults());
  }

  @Test
  void nobodyAnswered_withALaterAttemptInTheLog_tookEffect() {
    asked(1);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 3)));
    logged(row(1, 1, mark(1, 3)));
    assertEquals(Outcome.OK, closed(1, 0).outcome(0));
    assertEquals(List.of(), found(closed(1, 0)));
    assertEquals(List.of(), judge(closed(1, 0)).faults());
  }

  /** Its client was refused, and asks for more: the other request may be committed later. */
  @Test
  void refused_withAnotherAttemptInTheLog_tookEffectAtAnyTime() {
    operation(1, 2, Outcome.FAIL);
    events.add(new Event.Invocation(20, 1, new Operation.Withdraw(2, 1, 30)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(Outcome.OK, closed(1, 0).outcome(0));
    assertEquals(TxnHistory.NEVER, closed(1, 0).completedNanos(0));
    assertEquals(List.of(), judge(closed(1, 0)).faults());
  }

  /** A debit committed in one database, and a delivery that was tried again in another. */
  @Test
  void anotherAttemptThanTheLast_inTheLog_isATransactionBesideWhatTheLastDid() {
    operation(1, 2, Outcome.OK, opening(2), write(2, 1, mark(1, 2)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)), read(2, 1, mark(1, 2)));
    logged(row(1, 1, mark(1, 1)));
    logged(row(2, 1, mark(1, 2)));
    TxnHistory history = closed(1, 1);
    assertEquals(List.of(), found(history));
    assertEquals(List.of(), judge(history).faults());
    assertEquals("T1.1", TxnName.of(history.index(0)));
    assertEquals(Outcome.OK, history.outcome(0));
    assertEquals(TxnHistory.NEVER, history.completedNanos(0));
  }

  @Test
  void unknownOutcome_withAnotherAttemptInTheLog_isNotSaidToHaveFailed() {
    operation(1, 2, Outcome.INFO, write(2, 1, mark(1, 2)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(Outcome.OK, closed(1, 0).outcome(0));
    assertEquals(Outcome.INFO, closed(1, 0).outcome(1));
    assertEquals(List.of(), found(closed(1, 0)));
  }

  /** Both requests had their way: which of them was answered is not known. */
  @Test
  void severalAttemptsInTheLog_areTransactionsEach() {
    operation(1, 3, Outcome.OK);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 1)), read(2, 1, mark(1, 2)));
    logged(row(1, 1, mark(1, 1)));
    logged(row(2, 1, mark(1, 2)));
    assertEquals(List.of(), found(closed(1, 1)));
    assertEquals(List.of(), judge(closed(1, 1)).faults());
    assertEquals(4, closed(1, 1).size());
  }

  /** A log that tells no attempts apart names the first. */
  @Test
  void versionOfTheLastAttempt_byAnotherNameInTheLog_isOneTransaction() {
    operation(1, 2, Outcome.OK, opening(1), write(1, 1, mark(1, 2)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 2)), read(1, 1, mark(1, 1)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(List.of(), found(closed(1, 0)));
    assertEquals(List.of(), judge(closed(1, 0)).faults());
    assertEquals(2, closed(1, 0).size());
  }

  @Test
  void refused_withItsVersionByAnotherNameInTheLog_isUnknown() {
    operation(1, 2, Outcome.FAIL, opening(1), write(1, 1, mark(1, 2)));
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 2)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(Outcome.INFO, closed(1, 0).outcome(0));
    assertEquals(List.of(), found(closed(1, 0)));
    assertEquals(List.of(), judge(closed(1, 0)).faults());
  }

  @Test
  void attemptWithTheNumberOfAnEarlierOneInTheLog_isNotSaidToHaveFailed() {
    asked(1);
    operation(2, 1, Outcome.OK, read(1, 1, mark(1, 2)));
    logged(row(1, 1, mark(1, 1)));
    assertEquals(List.of(), found(closed(1, 0)));
  }
}
