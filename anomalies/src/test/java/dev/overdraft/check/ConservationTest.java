package dev.overdraft.check;

import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.equation;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.inconclusive;
import static dev.overdraft.check.Verdicts.notFound;
import static dev.overdraft.check.Verdicts.term;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConservationTest {

  private static final String FOREIGN = "writes that nobody recorded";

  private final Checker checker = new Conservation();

  @Test
  void check_paymentsInAndOut_notFound() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 70, writes(1, 1, 170))
            .withdraw(2, 1, 30, writes(1, 2, 140))
            .transfer(3, 1, 2, 40, writes(1, 3, 100), writes(2, 1, 140))
            .closed();
    notFound(checker, history, 2);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 40, 2));
    assertThat(Checkers.equation(history).orElseThrow())
        .hasToString(
            "final 240 - opening 200 = +40 = +40 acknowledged deposits less withdrawals (2);"
                + " closed, nothing unexplained");
  }

  @Test
  void check_paymentOfUnknownOutcomeTookEffect_notFound() {
    History history =
        Story.of(100)
            .deposit(1, 1, 70, writes(1, 1, 170), info())
            .withdraw(2, 1, 30, writes(1, 2, 140))
            .withdraw(3, 1, 30, info())
            .closed();
    notFound(checker, history, 1);
    equation(history, term(AuditEquation.ACKNOWLEDGED, -30, 1), term(AuditEquation.UNKNOWN, 70, 1));
  }

  @Test
  void check_writeThatTheLogMissed_found() {
    History history =
        Story.of(100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 1, 10, writes(1, 3, 145))
            .closed();
    found(checker, history).times(1).by().rows("1/1", "1/3").cents(25);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 20, 2), term(FOREIGN, 25, 1));
  }

  @Test
  void check_writerThatNobodyKnows_found() {
    History history = Story.of(100).deposit(1, 1, 10, writes(1, 1, 110)).foreign(1, 2, 60).closed();
    found(checker, history).times(1).by().rows("1/1", "1/2").cents(-50);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 10, 1), term(FOREIGN, -50, 1));
  }

  @Test
  void check_rowChangedPastTheLog_found() {
    History history = Story.of(100).deposit(1, 1, 10, writes(1, 1, 110)).row(1, 2, 200).closed();
    found(checker, history).times(1).by().rows("1/1", "1/2").cents(90);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 10, 1), term(FOREIGN, 90, 1));
  }

  @Test
  void check_rowRemoved_found() {
    History history = Story.of(100, 40).deposit(1, 1, 10, writes(1, 1, 110)).gone(2).closed();
    found(checker, history).times(1).by().rows("2/0", "2/1").cents(-40);
    equation(history, term(AuditEquation.ACKNOWLEDGED, 10, 1), term(FOREIGN, -40, 1));
  }

  @Test
  void check_rowThatNobodyOpened_found() {
    History history = Story.of(100).row(7, 1, 5).closed();
    found(checker, history).times(1).by().rows("7/0", "7/1").cents(5);
    equation(history, term(FOREIGN, 5, 1));
  }

  @Test
  void check_firstFindingMovedNothing_namesTheOneThatDid() {
    History history =
        Story.of(100, 100).transfer(1, 1, 2, 10).transfer(2, 1, 9, 30, writes(1, 1, 70)).closed();
    found(checker, history).times(1).by(2).rows("1/1").cents(-30).says("30 have disappeared");
  }

  @Test
  void check_wrongPayee_found() {
    History history =
        Story.of(100, 100, 100).transfer(1, 1, 2, 10, writes(1, 1, 90), writes(3, 1, 110)).closed();
    found(new ExactlyOnce(), history).by(1).cents(-10);
    found(new LedgerBalance(), history).by(1).rows("3/0", "3/1").cents(10);
    equation(
        history,
        term("single legs of half-applied transfers", -10, 1),
        term("amounts computed wrongly, with no stale read behind them", 10, 1));
    inconclusive(checker, history, "no two operations met on a row");
  }

  @Test
  void check_nothingHappened_inconclusive() {
    inconclusive(checker, Story.of(100).closed(), "no two operations met on a row");
  }

  @Test
  void check_brokenOff_inconclusive() {
    History history = Story.of(100).deposit(1, 1, 10, writes(1, 1, 110)).brokenOff();
    inconclusive(checker, history, "there was no final audit");
    assertThat(Checkers.equation(history)).isEmpty();
  }

  @Test
  void judge_recordingAtFault_everythingInconclusive() {
    History history =
        Story.of(100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 1, 10, writes(1, 1, 120))
            .closed();
    assertThat(Checkers.judge(history).values())
        .containsOnly(
            new Verdict.Inconclusive("the recording is at fault: account 1 has two revisions 1"));
    assertThat(Checkers.equation(history)).isEmpty();
  }

  @Test
  void judge_checkerThrows_inconclusive() {
    Checker broken =
        new Checker() {
          @Override
          public Anomaly anomaly() {
            return Anomaly.CONSERVATION;
          }

          @Override
          public Verdict check(History history) {
            throw new IllegalStateException("oh");
          }
        };
    assertThat(Checkers.judge(broken, Story.of(1).closed()))
        .isEqualTo(
            new Verdict.Inconclusive("the checker failed: java.lang.IllegalStateException: oh"));
  }

  @Test
  void equation_thatDoesNotClose_saysHowMuchIsUnexplained() {
    var equation =
        new AuditEquation(100, 130, List.of(new AuditEquation.Term("lost updates", 20, 1)));
    assertThat(equation.unexplained()).isEqualTo(10);
    assertThat(equation.moneyMade()).isEqualTo(30);
    assertThat(equation)
        .hasToString("final 130 - opening 100 = +30 = +20 lost updates (1), +10 UNEXPLAINED");
  }

  @Test
  void equation_versionWithoutALegThatHitsAnOldBalance_isAWrongAmount() {
    History history =
        Story.of(100, 100)
            .deposit(1, 2, 10, writes(2, 1, 110))
            .deposit(2, 1, 5, writes(1, 1, 105), writes(2, 2, 100))
            .closed();
    Verdicts.equation(
        history,
        Verdicts.term(AuditEquation.ACKNOWLEDGED, 15, 2),
        Verdicts.term("amounts computed wrongly, with no stale read behind them", -10, 1));
  }

  @Test
  void check_severalAtFault_countsTheFaultsAndNamesTheLargest() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, reads(1, 0, 100), writes(1, 1, 110))
            .deposit(2, 1, 20, reads(1, 0, 100), writes(1, 2, 120))
            .deposit(3, 2, 30, reads(2, 0, 100), writes(2, 1, 130))
            .deposit(4, 2, 40, reads(2, 0, 100), writes(2, 2, 140))
            .deposit(5, 1, 1, reads(1, 2, 120), writes(1, 3, 121), info())
            .closed();
    Verdicts.Found found = found(checker, history).times(2).by(4, 3).rows("2/0", "2/1", "2/2");
    assertThat(found.cents(-40).verdict().witness().sentence())
        .startsWith("40 have disappeared: final 261 - opening 200 = +61 = ")
        .contains(". For example: account 2 should hold 170, holds 140");
    assertThat(found(checker, Story.of(100).row(1, 1, 105).closed()).verdict().witness().sentence())
        .startsWith("5 have been made: ");
  }

  @Test
  void check_theLargerComesFirst_isStillTheOneNamed() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 30, reads(1, 0, 100), writes(1, 1, 130))
            .deposit(2, 1, 20, reads(1, 0, 100), writes(1, 2, 120))
            .deposit(3, 2, 10, reads(2, 0, 100), writes(2, 1, 110))
            .deposit(4, 2, 40, reads(2, 0, 100), writes(2, 2, 140))
            .closed();
    found(checker, history).times(2).by(2, 1).cents(-40);
  }
}
