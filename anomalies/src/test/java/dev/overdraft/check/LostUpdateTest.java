package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.commits;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.silent;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.equation;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.inconclusive;
import static dev.overdraft.check.Verdicts.notFound;
import static dev.overdraft.check.Verdicts.term;

import dev.overdraft.history.History;
import org.junit.jupiter.api.Test;

class LostUpdateTest {

  private final Checker checker = new LostUpdate();

  @Test
  void check_oneAfterTheOther_notFound() {
    History history =
        Story.of(100, 100)
            .transfer(
                1,
                1,
                2,
                30,
                reads(1, 0, 100),
                reads(2, 0, 100),
                writes(1, 1, 70),
                writes(2, 1, 130))
            .transfer(
                2, 2, 1, 50, reads(2, 1, 130), reads(1, 1, 70), writes(2, 2, 80), writes(1, 2, 120))
            .closed();
    notFound(checker, history, 2);
    equation(history);
  }

  @Test
  void check_bothReadBeforeEitherWrites_found() {
    History history =
        Story.of(100)
            .deposit(1, 1, 70, reads(1, 0, 100), writes(1, 1, 170))
            .withdraw(2, 1, 30, reads(1, 0, 100), writes(1, 2, 70))
            .closed();
    found(checker, history)
        .times(1)
        .by(2, 1)
        .rows("1/0", "1/1", "1/2")
        .cents(-70)
        .says("account 1 should hold 140, holds 70: +70 of #1 deposit 1 70 overwritten by #2")
        .says("which had read 100 (revision 0) and wrote 70 over revision 1");
    equation(history, term(AuditEquation.ACKNOWLEDGED, 40, 2), term("lost updates", -70, 1));
  }

  @Test
  void check_transferToOneselfCommitsLegByLeg_eachVersionIsOneLeg() {
    History history =
        Story.of(100)
            .transfer(
                1,
                1,
                1,
                20,
                reads(1, 0, 100),
                writes(1, 1, 80),
                commits(),
                reads(1, 1, 80),
                writes(1, 3, 100))
            .withdraw(2, 1, 30, reads(1, 1, 80), writes(1, 2, 50))
            .closed();
    found(checker, history)
        .times(1)
        .by(1, 2)
        .rows("1/1", "1/2", "1/3")
        .cents(30)
        .says("-30 of #2 withdraw 1 30 overwritten by #1 transfer 1→1 20");
    notFound(new ExactlyOnce(), history, 2);
    equation(history, term(AuditEquation.ACKNOWLEDGED, -30, 1), term("lost updates", 30, 1));
  }

  @Test
  void check_baseNotRecorded_foundByTheBalance() {
    History history =
        Story.of(1000)
            .deposit(1, 1, 7, writes(1, 1, 1007))
            .deposit(2, 1, 20, writes(1, 2, 1027))
            .withdraw(3, 1, 300, writes(1, 3, 707), silent())
            .closed();
    found(checker, history)
        .times(1)
        .by(3, 2)
        .rows("1/1", "1/2", "1/3")
        .cents(-20)
        .says("computed from 1007 (revision 1)");
  }

  @Test
  void check_severalBasesFit_saysOfHowMany() {
    History history =
        Story.of(100)
            .deposit(1, 1, 5, writes(1, 1, 105))
            .withdraw(2, 1, 5, writes(1, 2, 100))
            .deposit(3, 1, 9, writes(1, 3, 109))
            .deposit(4, 1, 1, writes(1, 4, 101), silent())
            .closed();
    found(checker, history).by(4, 3).cents(-9).says("(revision 2, the newest of 2 that fit)");
  }

  @Test
  void check_lossesCancelOverTwoAccounts_bothFound() {
    History history =
        Story.of(100, 100)
            .transfer(
                1,
                1,
                2,
                30,
                reads(1, 0, 100),
                reads(2, 0, 100),
                writes(1, 1, 70),
                writes(2, 1, 130))
            .transfer(
                2,
                1,
                2,
                20,
                reads(1, 0, 100),
                reads(2, 0, 100),
                writes(1, 2, 80),
                writes(2, 2, 120))
            .closed();
    found(checker, history).times(2).by(2, 1).rows("1/0", "1/1", "1/2").cents(30);
    equation(history, term("lost updates", 0, 2));
    notFound(new Conservation(), history, 2);
  }

  @Test
  void check_threeOverwrittenAtOnce_namesAll() {
    History history =
        Story.of(100)
            .deposit(1, 1, 1, reads(1, 0, 100), writes(1, 1, 101))
            .deposit(2, 1, 2, reads(1, 1, 101), writes(1, 2, 103))
            .withdraw(3, 1, 50, reads(1, 2, 103), writes(1, 3, 53))
            .deposit(4, 1, 10, reads(1, 0, 100), writes(1, 4, 110))
            .closed();
    found(checker, history)
        .times(1)
        .by(4, 1, 2, 3)
        .rows("1/0", "1/1", "1/2", "1/3", "1/4")
        .cents(47);
    equation(history, term(AuditEquation.ACKNOWLEDGED, -37, 4), term("lost updates", 47, 1));
  }

  @Test
  void check_equalAmounts_foundThoughTheBalanceStays() {
    History history =
        Story.of(100)
            .deposit(1, 1, 30, reads(1, 0, 100), writes(1, 1, 130))
            .deposit(2, 1, 30, reads(1, 0, 100), writes(1, 2, 130))
            .closed();
    found(checker, history).times(1).by(2, 1).rows("1/0", "1/1", "1/2").cents(-30);
    notFound(new ExactlyOnce(), history, 2);
  }

  @Test
  void check_relativeWritesOverOneVersion_notFound() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 30, reads(1, 0, 100), writes(1, 1, 70))
            .withdraw(2, 1, 50, reads(1, 0, 100), writes(1, 2, 20))
            .closed();
    notFound(checker, history, 1);
    equation(history, term(AuditEquation.ACKNOWLEDGED, -80, 2));
  }

  @Test
  void check_selfTransferOverwritesItsDebit_isNoLostUpdateButMakesMoney() {
    History history =
        Story.of(100)
            .transfer(1, 1, 1, 30, reads(1, 0, 100), writes(1, 1, 70), writes(1, 2, 130))
            .closed();
    inconclusive(checker, history, "no two operations met on a row");
    found(new Conservation(), history)
        .by(1)
        .rows("1/1", "1/2")
        .cents(30)
        .says("#1 transfer 1→1 30 overwrote its own first leg on account 1: +30");
    equation(history, term("operations that overwrote their own first leg", 30, 1));
  }

  @Test
  void check_freshReadAndWrongAmount_isNoLostUpdateEvenIfAnOldBalanceFits() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, reads(1, 0, 100), writes(1, 1, 120))
            .deposit(2, 1, 30, reads(1, 1, 120), writes(1, 2, 130))
            .closed();
    notFound(checker, history, 1);
    found(new Conservation(), history)
        .by(2)
        .rows("1/1", "1/2")
        .cents(-20)
        .says("#2 deposit 1 30 wrote a wrong amount to account 1: -20");
    equation(
        history,
        term(AuditEquation.ACKNOWLEDGED, 50, 2),
        term("amounts computed wrongly, with no stale read behind them", -20, 1));
  }

  @Test
  void check_staleReadOfAnEarlierAttempt_found() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, reads(1, 0, 100), writes(1, 1, 120))
            .deposit(2, 1, 30, reads(1, 0, 100), retries(), reads(1, 1, 120), writes(1, 2, 130))
            .closed();
    found(checker, history).by(2, 1).cents(-20).says("computed from 100 (revision 0)");
  }

  @Test
  void check_gapBeforeTheVersion_blamesNobodyThatIsKnown() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, reads(1, 0, 100), writes(1, 1, 120))
            .deposit(2, 1, 30, reads(1, 0, 100), writes(1, 3, 130))
            .closed();
    notFound(checker, history, 1);
    found(new Conservation(), history)
        .by()
        .rows("1/1", "1/3")
        .cents(-20)
        .says("an unrecorded writer changed account 1: -20");
    equation(
        history,
        term(AuditEquation.ACKNOWLEDGED, 50, 2),
        term("writes that nobody recorded", -20, 1));
  }

  @Test
  void check_overwrittenOperationOfUnknownOutcome_found() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, reads(1, 0, 100), writes(1, 1, 120), info())
            .deposit(2, 1, 30, reads(1, 0, 100), writes(1, 2, 130))
            .closed();
    found(checker, history).by(2, 1).cents(-20);
    equation(
        history,
        term(AuditEquation.ACKNOWLEDGED, 30, 1),
        term(AuditEquation.UNKNOWN, 20, 1),
        term("lost updates", -20, 1));
  }

  @Test
  void check_neverAtTheSameTime_inconclusive() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, at(1, 10), writes(1, 1, 120))
            .deposit(2, 1, 30, at(11, 20), writes(1, 2, 150))
            .closed();
    inconclusive(checker, history, "no two operations met on a row");
  }

  @Test
  void check_unknownOutcomeLongBefore_isNoChance() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, at(1, 10), writes(1, 1, 120), info())
            .deposit(2, 1, 30, at(50, 60), writes(1, 2, 150))
            .closed();
    inconclusive(checker, history, "no two operations met on a row");
  }

  @Test
  void check_brokenOff_inconclusive() {
    History history = Story.of(100).deposit(1, 1, 20, writes(1, 1, 120)).brokenOff();
    inconclusive(checker, history, "the run broke off before its transfer log was read");
  }

  @Test
  void check_rowTouchedToLockIt_notFound() {
    History history =
        Story.of(100)
            .deposit(1, 1, 20, writes(1, 1, 100), reads(1, 1, 100), writes(1, 2, 120))
            .deposit(2, 1, 30, writes(1, 3, 120), writes(1, 4, 150), writes(1, 5, 150))
            .closed();
    notFound(checker, history, 1);
    notFound(new ExactlyOnce(), history, 2);
    notFound(new LedgerBalance(), history, 5);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 50, 2));
  }

  @Test
  void check_severalLost_showsTheOneThatSpansLeast() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, reads(1, 0, 100), writes(1, 1, 110))
            .deposit(2, 1, 20, reads(1, 1, 110), writes(1, 2, 130))
            .deposit(3, 1, 40, reads(1, 0, 100), writes(1, 3, 140))
            .deposit(4, 2, 1, reads(2, 0, 100), writes(2, 1, 101))
            .deposit(5, 2, 2, reads(2, 0, 100), writes(2, 2, 102))
            .closed();
    found(new LostUpdate(), history).times(2).by(5, 4).rows("2/0", "2/1", "2/2").cents(-1);
  }

  @Test
  void check_ownTouchBetween_isNotOverwritten() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, reads(1, 0, 100), writes(1, 1, 110))
            .deposit(2, 1, 40, reads(1, 0, 100), writes(1, 2, 110), writes(1, 3, 140))
            .closed();
    found(new LostUpdate(), history).times(1).by(2, 1).rows("1/0", "1/1", "1/3").cents(-10);
  }

  @Test
  void check_answeredWhenTheOtherWasAsked_isAChance() {
    for (int second = 10; second <= 11; second++) {
      History history =
          Story.of(100, 100)
              .deposit(1, 1, 10, at(1, 10), writes(1, 1, 110))
              .deposit(2, 1, 10, at(second, 20), writes(1, 2, 120))
              .deposit(3, 2, 10, at(second, 20), writes(2, 1, 110))
              .deposit(4, 2, 10, at(1, 10), writes(2, 2, 120))
              .closed();
      if (second == 10) {
        notFound(new LostUpdate(), history, 2);
      } else {
        Verdicts.inconclusive(new LostUpdate(), history, "no two operations met on a row");
      }
    }
  }
}
