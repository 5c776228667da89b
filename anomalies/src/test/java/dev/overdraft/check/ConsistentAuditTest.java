package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.commits;
import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.silent;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.inconclusive;
import static dev.overdraft.check.Verdicts.notFound;

import dev.overdraft.history.History;
import org.junit.jupiter.api.Test;

class ConsistentAuditTest {

  private final Checker checker = new ConsistentAudit();

  @Test
  void check_bothLegsOrNone_notFound() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, reads(1, 0, 100), reads(2, 0, 100))
            .audit(3, reads(1, 1, 70), reads(2, 1, 130))
            .closed();
    notFound(checker, history, 2);
  }

  @Test
  void check_debitWithoutCredit_namesAuditAndTransfer() {
    History history =
        Story.of(100, 100, 100)
            .transfer(0, 1, 3, 5, writes(1, 1, 95), writes(3, 1, 105))
            .transfer(1, 1, 2, 30, writes(1, 2, 65), writes(2, 1, 130))
            .audit(2, reads(1, 2, 65), reads(2, 0, 100), reads(3, 1, 105))
            .closed();
    found(checker, history)
        .times(1)
        .by(2, 1)
        .rows("1/2", "2/1")
        .cents(-30)
        .says("#2 audit saw -30 on account 1 (revision 2) but not the other leg of #1 transfer")
        .says("its total of 270 never was");
  }

  @Test
  void check_creditWithoutDebitOfTheFirstOperation_found() {
    History history =
        Story.of(100, 100)
            .transfer(0, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, reads(1, 0, 100), reads(2, 1, 130))
            .audit(3, reads(1, 0, 100), reads(2, 1, 130))
            .closed();
    found(checker, history).times(2).by(2, 0).rows("2/1", "1/1").cents(30);
  }

  @Test
  void check_auditBetweenTwoTransactionsOfATransfer_found() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), commits(), writes(2, 1, 130))
            .audit(2, reads(1, 1, 70), reads(2, 0, 100))
            .closed();
    found(checker, history).by(2, 1).rows("1/1", "2/1").cents(-30);
  }

  @Test
  void check_auditBetweenAttemptsThatBothTookEffect_notFound() {
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
            .audit(2, reads(1, 1, 70), reads(2, 1, 130))
            .closed();
    notFound(checker, history, 1);
  }

  @Test
  void check_auditAfterALoss_isNotTorn() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, reads(1, 0, 100), writes(1, 1, 70), writes(2, 1, 130))
            .deposit(2, 1, 5, reads(1, 0, 100), writes(1, 2, 105))
            .audit(3, reads(1, 2, 105), reads(2, 1, 130))
            .closed();
    notFound(checker, history, 1);
  }

  @Test
  void check_auditAfterAHalfAppliedTransfer_isNotTorn() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70))
            .transfer(2, 1, 2, 10, writes(1, 2, 60), writes(2, 1, 110))
            .audit(3, reads(1, 2, 60), reads(2, 1, 110))
            .closed();
    notFound(checker, history, 1);
  }

  @Test
  void check_auditOfSomeAccounts_judgedByTheTransfersBetweenThose() {
    History history =
        Story.of(100, 100, 100)
            .transfer(1, 1, 3, 30, writes(1, 1, 70), writes(3, 1, 130))
            .transfer(2, 1, 2, 10, writes(1, 2, 60), writes(2, 1, 110))
            .audit(3, reads(1, 1, 70), reads(2, 0, 100))
            .audit(4, reads(1, 1, 70), reads(2, 1, 110))
            .closed();
    found(checker, history).times(1).by(4, 2).rows("2/1", "1/2").cents(10);
  }

  @Test
  void check_sawWhatWasRolledBack_isImpossibleAndNotTornByTheNextOfThatRevision() {
    History history =
        Story.of(100, 100)
            .audit(1, reads(1, 1, 55), reads(2, 0, 100))
            .transfer(2, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .closed();
    found(checker, history)
        .times(1)
        .by(1, 2)
        .rows("1/1")
        .cents(0)
        .says("#1 audit saw account 1 at 55 (revision 1), which was never committed")
        .says("that revision holds 70");
  }

  @Test
  void check_gapBelowWhatItSaw_notFound() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, reads(1, 2, 71), reads(2, 1, 130))
            .transfer(3, 2, 1, 30, writes(1, 3, 101), writes(2, 2, 100))
            .closed();
    notFound(checker, history, 1);
  }

  @Test
  void check_transferOfUnknownOutcomeTorn_found() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130), info())
            .audit(2, reads(1, 1, 70), reads(2, 0, 100))
            .closed();
    found(checker, history).by(2, 1).cents(-30);
  }

  @Test
  void check_onlyTransfersWithoutEffectOverlapped_inconclusive() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, at(1, 10), writes(1, 1, 70), writes(2, 1, 130))
            .transfer(2, 1, 2, 30, at(20, 40), info())
            .transfer(3, 1, 2, 900, at(20, 40), fails("insufficient funds"))
            .transfer(4, 1, 1, 10, at(20, 40), writes(1, 2, 70))
            .audit(5, at(25, 30), reads(1, 1, 70), reads(2, 1, 130))
            .closed();
    inconclusive(checker, history, "no audit overlapped a transfer");
  }

  @Test
  void check_auditRecordedNothing_inconclusive() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, reads(1, 1, 70), reads(2, 0, 100), silent())
            .audit(3, reads(1, 1, 70), reads(2, 0, 100), info())
            .closed();
    inconclusive(checker, history, "no audit recorded the rows that it read");
  }

  @Test
  void check_brokenOff_inconclusive() {
    History history = Story.of(100).audit(1, reads(1, 0, 100)).brokenOff();
    inconclusive(checker, history, "the run broke off before its transfer log was read");
  }
}
