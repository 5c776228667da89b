package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.silent;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.inconclusive;
import static dev.overdraft.check.Verdicts.notFound;

import dev.overdraft.history.History;
import org.junit.jupiter.api.Test;

class NegativeBalanceTest {

  private final Checker checker = new NegativeBalance();

  @Test
  void check_debitsWithinTheBalance_notFound() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 60, reads(1, 0, 100), writes(1, 1, 40))
            .withdraw(2, 1, 40, reads(1, 1, 40), writes(1, 2, 0))
            .closed();
    notFound(checker, history, 1);
  }

  @Test
  void check_bothCheckedBeforeEitherDebited_namesDebitAndRival() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 60, reads(1, 0, 100), writes(1, 1, 40))
            .withdraw(2, 1, 70, reads(1, 0, 100), writes(1, 2, -30))
            .closed();
    found(checker, history)
        .times(1)
        .by(2, 1)
        .rows("1/0", "1/1", "1/2")
        .cents(-30)
        .says("account 1 holds -30 after #2 withdraw 1 70: its guard read 100 (revision 0)")
        .says("revision 1 was already there, written by #1 withdraw 1 60");
  }

  @Test
  void check_lockedAndReadAgainButCheckedTheFirst_isStale() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 60, writes(1, 1, 40))
            .withdraw(2, 1, 70, reads(1, 0, 100), reads(1, 1, 40), writes(1, 2, -30))
            .closed();
    found(checker, history).by(2, 1).rows("1/0", "1/1", "1/2").says("its guard read 100");
  }

  @Test
  void check_readTooLittleAndDebitedAllTheSame_guardMissing() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 60, reads(1, 0, 100), writes(1, 1, 40))
            .withdraw(2, 1, 70, reads(1, 1, 40), writes(1, 2, -30))
            .closed();
    found(checker, history)
        .times(1)
        .by(2)
        .rows("1/1", "1/2")
        .cents(-30)
        .says("it read 40 and debited all the same; the guard is missing, not the isolation");
  }

  @Test
  void check_guardOverTwoAccountsPassedByTwo_isWriteSkew() {
    History history =
        Story.of(60, 60)
            .withdraw(1, 1, 100, reads(1, 0, 60), reads(2, 0, 60), writes(1, 1, -40))
            .withdraw(2, 2, 100, reads(1, 0, 60), reads(2, 0, 60), writes(2, 1, -40))
            .closed();
    found(checker, history)
        .times(2)
        .by(1, 2)
        .rows("1/0", "2/0", "2/1", "1/1")
        .cents(-40)
        .says("account 1 holds -40 after #1 withdraw 1 100: write skew with #2 withdraw 2 100")
        .says("its guard read 60 here (revision 0) and 60 on account 2 (revision 0)")
        .says("where #2 withdraw 2 100 left -40, having read 60 here (revision 0)");
  }

  @Test
  void check_guardOverTwoAccountsThatCouldNotBearIt_guardMissing() {
    History history =
        Story.of(60, 30)
            .withdraw(1, 1, 100, reads(1, 0, 60), reads(2, 0, 30), writes(1, 1, -40))
            .withdraw(2, 2, 20, reads(1, 0, 60), reads(2, 0, 30), writes(2, 1, 10))
            .closed();
    found(checker, history).times(1).by(1).says("the guard is missing, not the isolation");
  }

  @Test
  void check_rivalWhoseReadsAreUnknown_isNotCalledSkew() {
    History history =
        Story.of(60, 60)
            .withdraw(1, 1, 100, reads(1, 0, 60), reads(2, 0, 60), writes(1, 1, -40))
            .withdraw(2, 2, 50, writes(2, 1, 10), silent())
            .closed();
    found(checker, history).times(1).by(1).says("it read 60 and debited all the same");
  }

  @Test
  void check_ownTouchBetweenGuardAndDebit_guardMissing() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 130, reads(1, 0, 100), writes(1, 1, 100), writes(1, 2, -30))
            .closed();
    found(checker, history).by(1).rows("1/0", "1/1", "1/2").says("the guard is missing");
  }

  @Test
  void check_neverReadWhatItDebited_guardMissing() {
    History history =
        Story.of(100, 0)
            .transfer(1, 1, 2, 130, reads(2, 0, 0), writes(1, 1, -30), writes(2, 1, 130))
            .closed();
    found(checker, history)
        .by(1)
        .rows("1/0", "1/1")
        .cents(-30)
        .says("it never read the balance that it debited");
  }

  @Test
  void check_readsNotRecorded_saysSo() {
    History history =
        Story.of(100).withdraw(1, 1, 130, writes(1, 1, -30), silent(), info()).closed();
    found(checker, history).by(1).cents(-30).says("what it read before was not recorded");
  }

  @Test
  void check_depositIntoNegative_countsTheDebitOnly() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 130, reads(1, 0, 100), writes(1, 1, -30))
            .deposit(2, 1, 10, writes(1, 2, -20))
            .closed();
    found(checker, history).times(1).by(1).cents(-30);
  }

  @Test
  void check_negativeWithinOneTransaction_notFound() {
    History history =
        Story.of(100)
            .transfer(1, 1, 1, 130, reads(1, 0, 100), writes(1, 1, -30), writes(1, 2, 100))
            .withdraw(2, 1, 10, reads(1, 2, 100), writes(1, 3, 90))
            .closed();
    notFound(checker, history, 1);
  }

  @Test
  void check_depositAfterAGap_blamesNobodyThatIsKnown() {
    History history = Story.of(100).deposit(1, 1, 10, writes(1, 2, -90)).closed();
    found(checker, history).by().rows("1/0", "1/2").cents(-90).says("an unrecorded writer");
  }

  @Test
  void check_finalRowNegativePastTheLog_found() {
    found(checker, Story.of(100).row(1, 1, -1).closed()).by().rows("1/0", "1/1").cents(-1);
  }

  @Test
  void check_debitsOneAfterTheOther_inconclusive() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 60, at(1, 10), writes(1, 1, 40))
            .withdraw(2, 1, 40, at(11, 20), writes(1, 2, 0))
            .closed();
    inconclusive(checker, history, "no debit met another operation on its row");
  }

  @Test
  void check_brokenOff_inconclusive() {
    History history = Story.of(100).withdraw(1, 1, 130, writes(1, 1, -30)).brokenOff();
    inconclusive(checker, history, "the run broke off before its transfer log was read");
  }

  @Test
  void check_readAgainAfterItsOwnDebit_guardIsWhatItReadBefore() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 130, reads(1, 0, 100), writes(1, 1, -30), reads(1, 1, -30))
            .closed();
    found(checker, history).by(1).rows("1/0", "1/1").says("it read 100 and debited all the same");
  }

  @Test
  void check_firstReadJustEnough_wasTheGuard() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 60, reads(1, 0, 100), writes(1, 1, 40))
            .withdraw(2, 1, 100, reads(1, 0, 100), reads(1, 1, 40), writes(1, 2, -60))
            .closed();
    found(checker, history)
        .by(2, 1)
        .rows("1/0", "1/1", "1/2")
        .says("its guard read 100 (revision 0)");
  }

  @Test
  void check_touchedWhileNegative_countsOnce() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 130, reads(1, 0, 100), writes(1, 1, -30))
            .transfer(2, 1, 1, 5, reads(1, 1, -30), writes(1, 2, -30))
            .closed();
    found(checker, history).times(1).by(1).cents(-30);
  }

  @Test
  void check_onlyTouchesMet_inconclusive() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 2, 10, writes(1, 2, 110), writes(2, 1, 110))
            .closed();
    inconclusive(checker, history, "no debit met another operation on its row");
  }
}
