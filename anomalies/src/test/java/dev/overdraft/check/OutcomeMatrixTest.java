package dev.overdraft.check;

import static dev.overdraft.check.Story.answer;
import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeMatrixTest {

  private static String matrix(History history) {
    return Checkers.outcomes(history).orElseThrow().toString();
  }

  @Test
  void outcomes_asTold_nothingWrong() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .transfer(2, 1, 1, 30)
            .withdraw(3, 1, 900, reads(1, 1, 70), fails("insufficient funds"))
            .deposit(4, 1, 5, writes(1, 2, 75), info())
            .deposit(5, 1, 5, info())
            .audit(6, reads(1, 2, 75))
            .closed();
    assertThat(matrix(history))
        .isEqualTo(
            "2 acknowledged and applied once, 1 refused or aborted and not applied, 1 unknown and"
                + " applied once, 1 unknown and not applied; 0 lost after acknowledgement, 0"
                + " acknowledged with an entry that changed nothing, 0 applied though refused, 0"
                + " applied more than once, 0 half applied");
  }

  @Test
  void outcomes_eachWrongInItsOwnWay_toldApart() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10)
            .deposit(2, 2, 10, writes(1, 1, 100))
            .deposit(3, 1, 10, writes(1, 2, 110), answer(Outcome.FAIL, false, "timeout"))
            .deposit(4, 1, 10, writes(1, 3, 120), retries(), writes(1, 4, 130))
            .transfer(5, 1, 2, 10, writes(1, 5, 120))
            .closed();
    assertThat(matrix(history))
        .isEqualTo(
            "no payment as told; 1 lost after acknowledgement, 1 acknowledged with an entry that"
                + " changed nothing, 1 applied though refused, 1 applied more than once, 1 half"
                + " applied");
  }

  @Test
  void outcomes_nothingAsked_allZero() {
    assertThat(matrix(Story.of(100).audit(1, reads(1, 0, 100)).closed()))
        .startsWith("no payment as told; 0 lost after acknowledgement");
  }

  @Test
  void outcomes_brokenOff_isUnknown() {
    assertThat(Checkers.outcomes(Story.of(100).deposit(1, 1, 10).brokenOff())).isEmpty();
  }

  @Test
  void exactlyOnce_doubleSpend_namesTransactionsAndConnections() {
    History told =
        Story.of(100).deposit(1, 1, 10, writes(1, 1, 110), retries(), writes(1, 2, 120)).closed();
    RowVersion one = new RowVersion(1, 1, Writer.of(1, 1), 110);
    RowVersion two = new RowVersion(1, 2, Writer.of(1, 2), 120);
    History history =
        told.with(
            told.executions(),
            List.of(
                new LedgerEntry(1, one.writer(), 700, 31, List.of(one)),
                new LedgerEntry(2, two.writer(), 705, 32, List.of(two))),
            Optional.of(Map.of(1L, two)));
    found(new ExactlyOnce(), history)
        .by(1)
        .says("applied 2 times, in 2 transactions over 2 attempts")
        .says("committed by attempt 1, transaction 700, connection 31, and again by attempt 2")
        .says("transaction 705, connection 32");
  }

  @Test
  void outcomes_unknownOfEitherKind_toldApart() {
    assertThat(matrix(Story.of(100).deposit(1, 1, 5, writes(1, 1, 105), info()).closed()))
        .startsWith("1 unknown and applied once; 0 lost");
    assertThat(matrix(Story.of(100).deposit(1, 1, 5, info()).closed()))
        .startsWith("1 unknown and not applied; 0 lost");
  }
}
