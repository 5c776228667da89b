package dev.overdraft.check;

import static dev.overdraft.check.Story.answer;
import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.notFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Writes past the log that are, to the cent, what is missing in it; and those that are not. */
class UnfollowedTest {

  private final Checker exactlyOnce = new ExactlyOnce();
  private final Checker ledgerBalance = new LedgerBalance();
  private final Checker conservation = new Conservation();

  private static void cannotBeTold(Checker checker, History history) {
    assertThat(Checkers.judge(checker, history))
        .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Inconclusive.class))
        .extracting(Verdict.Inconclusive::why)
        .asString()
        .contains("statements that could not be followed");
  }

  @Test
  void check_nothingFollowed_inconclusive() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30)
            .transfer(2, 2, 1, 10)
            .row(1, 2, 80)
            .row(2, 2, 120)
            .closed();
    cannotBeTold(exactlyOnce, history);
    cannotBeTold(ledgerBalance, history);
    assertThat(Checkers.outcomes(history).orElseThrow().toString())
        .startsWith("2 acknowledged, and perhaps what was written past the log;")
        .contains(" 0 lost after acknowledgement");
  }

  @Test
  void check_onlyTheCreditNotFollowed_inconclusive() {
    History history =
        Story.of(100, 100).transfer(1, 1, 2, 30, writes(1, 1, 70)).row(2, 1, 130).closed();
    cannotBeTold(exactlyOnce, history);
    cannotBeTold(ledgerBalance, history);
  }

  @Test
  void check_notFollowedBeforeAnEntry_inconclusive() {
    History history = Story.of(100).withdraw(1, 1, 30).deposit(2, 1, 5, writes(1, 2, 75)).closed();
    cannotBeTold(exactlyOnce, history);
    cannotBeTold(ledgerBalance, history);
  }

  @Test
  void check_loggedUnderNobodysName_inconclusive() {
    History history = Story.of(100).withdraw(1, 1, 30).foreign(1, 1, 70).closed();
    cannotBeTold(exactlyOnce, history);
    cannotBeTold(ledgerBalance, history);
  }

  @Test
  void check_unknownOutcomeMayBeAmongThem_inconclusive() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 30)
            .withdraw(2, 1, 20, info())
            .deposit(3, 1, 1, info())
            .row(1, 2, 50)
            .closed();
    cannotBeTold(exactlyOnce, history);
    cannotBeTold(ledgerBalance, history);
    cannotBeTold(conservation, history);
  }

  @Test
  void check_unknownTransferWrittenByHalves_found() {
    History history = Story.of(100, 100).transfer(1, 1, 2, 30, info()).row(1, 1, 70).closed();
    found(conservation, history).by().cents(-30);
  }

  @Test
  void check_appliedTwiceBesideAnUnknownOutcome_found() {
    History history =
        Story.of(100, 100)
            .withdraw(1, 1, 20, info())
            .deposit(2, 2, 5, writes(2, 1, 105), retries(), writes(2, 2, 110))
            .row(1, 1, 80)
            .closed();
    found(conservation, history).cents(-15).says("+5 applied more than once");
  }

  @Test
  void check_lostUpdateBesideAnUnknownOutcome_found() {
    History history =
        Story.of(100, 100)
            .withdraw(1, 1, 30, info())
            .deposit(2, 2, 5, reads(2, 0, 100), writes(2, 1, 105))
            .deposit(3, 2, 10, reads(2, 0, 100), writes(2, 2, 110))
            .row(1, 1, 80)
            .closed();
    found(conservation, history).cents(-25).says("-5 lost updates");
  }

  @Test
  void check_moreIsMissingThanWasWritten_found() {
    History history = Story.of(100).deposit(1, 1, 30).deposit(2, 1, 30).row(1, 2, 130).closed();
    found(exactlyOnce, history).times(2).by(1).says("nowhere to be found");
    found(ledgerBalance, history).cents(30).says("the row was changed past the log");
  }

  @Test
  void check_payeeNeverCredited_found() {
    History history = Story.of(100, 100).transfer(1, 1, 2, 30).row(1, 1, 70).closed();
    found(exactlyOnce, history).times(1).by(1).says("nowhere to be found");
  }

  @Test
  void check_fewerVersionsThanOperations_found() {
    History history = Story.of(100).deposit(1, 1, 30).withdraw(2, 1, 10).row(1, 1, 120).closed();
    found(exactlyOnce, history).times(2).by(1);
  }

  @Test
  void check_lossesThatCancelOutBesideAnEntry_found() {
    History history =
        Story.of(100)
            .deposit(1, 1, 30)
            .withdraw(2, 1, 30)
            .deposit(3, 1, 5, writes(1, 1, 105))
            .closed();
    found(exactlyOnce, history).times(2).by(1);
    notFound(ledgerBalance, history, 1);
  }

  @Test
  void check_refusedAndYetWritten_found() {
    History history =
        Story.of(100).withdraw(1, 1, 30, fails("insufficient funds")).row(1, 1, 70).closed();
    found(ledgerBalance, history).by().cents(-30);
  }

  @Test
  void check_rowGone_found() {
    History history = Story.of(100, 30).withdraw(1, 2, 30).gone(2).closed();
    found(exactlyOnce, history).by(1);
    found(ledgerBalance, history).by().cents(-30);
  }

  @Test
  void check_appliedTwiceElsewhere_found() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30)
            .deposit(2, 1, 5, writes(1, 2, 75), retries(), writes(1, 3, 80))
            .row(2, 1, 130)
            .closed();
    found(exactlyOnce, history).times(1).by(2).says("applied 2 times");
    cannotBeTold(ledgerBalance, history);
  }

  @Test
  void check_lostUpdateBetweenEntries_stillParts() {
    History history =
        Story.of(100)
            .withdraw(1, 1, 30)
            .deposit(2, 1, 5, writes(1, 2, 75))
            .deposit(3, 1, 10, reads(1, 1, 70), writes(1, 3, 80))
            .closed();
    found(ledgerBalance, history).by(3).cents(-5);
  }

  @Test
  void check_swallowedAbort_found() {
    History history =
        Story.of(100)
            .deposit(1, 1, 30, answer(Outcome.FAIL, true, "40001"))
            .row(1, 1, 100)
            .closed();
    found(exactlyOnce, history).by(1);
  }
}
