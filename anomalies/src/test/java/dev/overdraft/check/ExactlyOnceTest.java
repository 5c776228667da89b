package dev.overdraft.check;

import static dev.overdraft.check.Story.answer;
import static dev.overdraft.check.Story.commits;
import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.unanswered;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.equation;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.inconclusive;
import static dev.overdraft.check.Verdicts.notFound;
import static dev.overdraft.check.Verdicts.term;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import org.junit.jupiter.api.Test;

class ExactlyOnceTest {

  private final Checker checker = new ExactlyOnce();

  @Test
  void check_acknowledgedAndApplied_notFound() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .withdraw(2, 1, 20, writes(1, 2, 50))
            .deposit(3, 2, 5, writes(2, 2, 135))
            .withdraw(4, 1, 500, reads(1, 2, 50), fails("insufficient funds"))
            .closed();
    notFound(checker, history, 3);
    equation(history, term(AuditEquation.ACKNOWLEDGED, -15, 2));
  }

  @Test
  void check_payeeMissing_halfApplied() {
    History history =
        Story.of(100, 100).transfer(1, 1, 99, 30, reads(1, 0, 100), writes(1, 1, 70)).closed();
    found(checker, history)
        .times(1)
        .by(1)
        .rows("1/1")
        .cents(-30)
        .says("half applied: its debit 1 times, its credit 0 times: 30 have disappeared");
    found(new Conservation(), history).by(1).cents(-30);
    equation(history, term("single legs of half-applied transfers", -30, 1));
  }

  @Test
  void check_secondOfTwoTransactionsFails_halfApplied() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 10, writes(1, 1, 90), commits(), writes(2, 1, 110))
            .transfer(2, 1, 2, 30, writes(1, 2, 60), commits(), info())
            .closed();
    found(checker, history).times(1).by(2).rows("1/2").cents(-30).says("#2 transfer 1→2 30");
    equation(history, term("single legs of half-applied transfers", -30, 1));
  }

  @Test
  void check_retriedAfterUnknownCommit_appliedTwice() {
    History history =
        Story.of(100, 100)
            .transfer(
                1,
                1,
                2,
                30,
                writes(1, 1, 70),
                writes(2, 1, 130),
                retries(),
                writes(1, 2, 40),
                writes(2, 2, 160))
            .closed();
    found(checker, history)
        .times(1)
        .by(1)
        .rows("1/1", "2/1", "1/2", "2/2")
        .cents(0)
        .says("applied 2 times, in 2 transactions over 2 attempts")
        .says("; committed by attempt 1, and again by attempt 2");
    equation(history);
  }

  @Test
  void check_withdrawnTwice_countsTheSecond() {
    History history =
        Story.of(100).withdraw(1, 1, 30, writes(1, 1, 70), retries(), writes(1, 2, 40)).closed();
    found(checker, history).by(1).cents(-30).says("30 have disappeared");
    found(new Conservation(), history).by(1).cents(-30);
    equation(
        history, term(AuditEquation.ACKNOWLEDGED, -30, 1), term("applied more than once", -30, 1));
  }

  @Test
  void check_unknownAndAppliedTwice_countsTheSecond() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 30, writes(1, 1, 70), retries(), writes(1, 2, 40), info())
            .closed();
    found(checker, history).by(1).cents(-30);
    found(new Conservation(), history).by(1).cents(-30);
    equation(history, term(AuditEquation.UNKNOWN, -30, 1), term("applied more than once", -30, 1));
  }

  @Test
  void check_debitedTwiceInOneTransaction_found() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(1, 2, 40), writes(2, 1, 130))
            .closed();
    found(checker, history)
        .by(1)
        .rows("1/1", "1/2", "2/1")
        .cents(-30)
        .says("its debit 2 times, its credit 1 times");
    equation(history, term("single legs of half-applied transfers", -30, 1));
  }

  @Test
  void check_failedButApplied_found() {
    History history = Story.of(100).withdraw(1, 1, 30, writes(1, 1, 70), fails("timeout")).closed();
    found(checker, history)
        .times(1)
        .by(1)
        .rows("1/1")
        .cents(-30)
        .says("was answered fail (timeout) and is reported as failed, and yet applied");
    found(new Conservation(), history).by(1).cents(-30);
    equation(history, term("reported as failed, but applied", -30, 1));
  }

  @Test
  void check_acknowledgedButLost_found() {
    History history = Story.of(100).deposit(1, 1, 30, answer(Outcome.OK, true, "")).closed();
    found(checker, history)
        .times(1)
        .by(1)
        .rows()
        .cents(-30)
        .says("acknowledged, and then nowhere to be found: 30 have disappeared");
    found(new Conservation(), history).by(1).cents(-30);
    equation(
        history,
        term(AuditEquation.ACKNOWLEDGED, 30, 1),
        term("acknowledged, but never applied", -30, 1));
  }

  @Test
  void check_commitFailureSwallowed_found() {
    History history =
        Story.of(100, 100).transfer(1, 1, 2, 30, answer(Outcome.FAIL, true, "40001")).closed();
    found(checker, history).by(1).cents(0).says("acknowledged, and then nowhere to be found");
  }

  @Test
  void check_unknownOutcomeWholeOrNotAtAll_notFound() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130), info())
            .transfer(2, 1, 2, 30, info())
            .deposit(3, 1, 5, writes(1, 2, 75), unanswered())
            .deposit(4, 1, 5, writes(1, 3, 80))
            .closed();
    notFound(checker, history, 1);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 5, 1), term(AuditEquation.UNKNOWN, 5, 1));
  }

  @Test
  void check_transferToItself_onceNotAtAllOrInOneWrite_notFound() {
    History history =
        Story.of(100)
            .transfer(1, 1, 1, 30)
            .transfer(2, 1, 1, 30, writes(1, 1, 70), writes(1, 2, 100))
            .transfer(3, 1, 1, 30, writes(1, 3, 100))
            .transfer(4, 1, 1, 30, writes(1, 4, 70), commits(), writes(1, 5, 100))
            .closed();
    notFound(checker, history, 4);
    notFound(new LedgerBalance(), history, 5);
    equation(history);
  }

  @Test
  void check_transferToItselfBreaksOffBetweenItsTransactions_found() {
    History history = Story.of(100).transfer(1, 1, 1, 30, writes(1, 1, 70), info()).closed();
    found(checker, history).by(1).rows("1/1").cents(-30).says("half applied");
    equation(history, term("single legs of half-applied transfers", -30, 1));
  }

  @Test
  void check_nothingAcknowledged_inconclusive() {
    History history = Story.of(100).withdraw(1, 1, 500, fails("insufficient funds")).closed();
    inconclusive(checker, history, "no operation was acknowledged");
  }

  @Test
  void check_brokenOff_inconclusive() {
    History history = Story.of(100).withdraw(1, 1, 50, writes(1, 1, 50)).brokenOff();
    inconclusive(checker, history, "the transfer log was never read");
  }

  @Test
  void check_amongOthersEntries_namesItsOwnOnly() {
    History history =
        Story.of(100, 100)
            .deposit(1, 2, 5, writes(2, 1, 105))
            .transfer(
                2,
                1,
                2,
                30,
                writes(1, 1, 70),
                writes(2, 2, 135),
                retries(),
                writes(1, 2, 40),
                writes(2, 3, 165))
            .foreign(2, 4, 165)
            .closed();
    Verdicts.Found found = found(checker, history).times(1).by(2).cents(0);
    assertThat(found.verdict().witness().sentence())
        .endsWith(
            ": the accounts are not what was promised, though their sum is; committed by attempt 1,"
                + " and again by attempt 2");
  }

  @Test
  void check_withdrawnThreeTimes_countsTwo() {
    History history =
        Story.of(100)
            .withdraw(
                1,
                1,
                30,
                writes(1, 1, 70),
                retries(),
                writes(1, 2, 40),
                retries(),
                writes(1, 3, 10))
            .closed();
    found(checker, history).by(1).cents(-60).says("60 have disappeared");
    equation(
        history, term(AuditEquation.ACKNOWLEDGED, -30, 1), term("applied more than once", -60, 1));
  }

  @Test
  void check_touchedAndDebitedTwiceInOneTransaction_touchIsNoDebit() {
    History history =
        Story.of(100, 100)
            .transfer(
                1,
                1,
                2,
                30,
                writes(1, 1, 100),
                writes(1, 2, 70),
                writes(1, 3, 40),
                writes(2, 1, 130))
            .closed();
    found(checker, history).by(1).cents(-30).says("its debit 2 times, its credit 1 times");
    equation(history, term("single legs of half-applied transfers", -30, 1));
  }
}
