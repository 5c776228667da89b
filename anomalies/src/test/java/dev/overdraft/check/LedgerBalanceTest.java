package dev.overdraft.check;

import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.inconclusive;
import static dev.overdraft.check.Verdicts.notFound;

import dev.overdraft.history.History;
import org.junit.jupiter.api.Test;

class LedgerBalanceTest {

  private final Checker checker = new LedgerBalance();

  @Test
  void check_everyVersionAddsUp_notFound() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .deposit(2, 1, 5, writes(1, 2, 75), info())
            .closed();
    notFound(checker, history, 3);
  }

  @Test
  void check_lostUpdate_namesWriterThenOverwritten() {
    History history =
        Story.of(100)
            .deposit(1, 1, 70, reads(1, 0, 100), writes(1, 1, 170))
            .withdraw(2, 1, 30, reads(1, 0, 100), writes(1, 2, 70))
            .withdraw(3, 1, 10, reads(1, 2, 70), writes(1, 3, 60))
            .closed();
    found(checker, history)
        .times(1)
        .by(2, 1)
        .rows("1/1", "1/2")
        .cents(-70)
        .says("account 1 holds 60, its ledger says 130")
        .says("they part at revision 2, where #2 withdraw 1 30 made 70 of 170");
  }

  @Test
  void check_rowChangedPastTheLog_blamesNobody() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .row(2, 1, 131)
            .closed();
    found(checker, history)
        .times(1)
        .by()
        .rows("2/1", "2/1")
        .cents(1)
        .says("account 2 holds 131, its ledger says 130: the row was changed past the log");
  }

  @Test
  void check_mistakesThatHealed_namesTheOneThatDidNot() {
    History history =
        Story.of(100)
            .deposit(1, 1, 10, reads(1, 0, 100), writes(1, 1, 111))
            .deposit(2, 1, 10, reads(1, 1, 111), writes(1, 2, 120))
            .deposit(3, 1, 10, reads(1, 2, 120), writes(1, 3, 150))
            .closed();
    found(checker, history).times(1).by(3).rows("1/2", "1/3").cents(20);
  }

  @Test
  void check_removedRow_found() {
    History history = Story.of(100, 5).deposit(1, 1, 10, writes(1, 1, 110)).gone(2).closed();
    found(checker, history).by().rows("2/0", "2/1").cents(-5);
  }

  @Test
  void check_twoAccountsWrong_countsAccounts() {
    History history = Story.of(100, 100).row(1, 1, 50).row(2, 1, 150).closed();
    found(checker, history).times(2).by().rows("1/0", "1/1").cents(-50);
  }

  @Test
  void check_nothingLogged_inconclusive() {
    inconclusive(checker, Story.of(100).closed(), "no entry was logged");
  }

  @Test
  void check_brokenOff_inconclusive() {
    inconclusive(checker, Story.of(100).brokenOff(), "the transfer log was never read");
  }
}
