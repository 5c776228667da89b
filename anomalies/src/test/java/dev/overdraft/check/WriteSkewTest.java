package dev.overdraft.check;

import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;

import dev.overdraft.history.History;
import org.junit.jupiter.api.Test;

/** Debits that a guard over two accounts let pass, and such as only look like it. */
class WriteSkewTest {

  private static final String ALONE = "it read 60 and debited all the same";

  private final NegativeBalance checker = new NegativeBalance();

  private static Story first(long cents) {
    return Story.of(60, 60)
        .withdraw(1, 1, cents, reads(1, 0, 60), reads(2, 0, 60), writes(1, 1, 60 - cents));
  }

  @Test
  void of_bothTogetherJustEnough_found() {
    History history =
        first(120)
            .withdraw(2, 2, 100, reads(1, 0, 60), reads(2, 0, 60), writes(2, 1, -40))
            .closed();
    found(checker, history)
        .says(
            "account 1 holds -60 after #1 withdraw 1 120: write skew with #2 withdraw 2 100: its"
                + " guard read 60 here (revision 0) and 60 on account 2 (revision 0), where #2"
                + " withdraw 2 100 left -40, having read 60 here (revision 0)");
  }

  @Test
  void of_bothTogetherNotEnough_none() {
    History history =
        first(121)
            .withdraw(2, 2, 100, reads(1, 0, 60), reads(2, 0, 60), writes(2, 1, -40))
            .closed();
    found(checker, history).says(ALONE);
  }

  /** What it read again after its own debit was no guard. */
  @Test
  void of_readAgainAfterTheDebit_found() {
    History history =
        Story.of(60, 60)
            .withdraw(
                1, 1, 100, reads(1, 0, 60), reads(2, 0, 60), writes(1, 1, -40), reads(1, 1, -40))
            .withdraw(2, 2, 50, reads(1, 0, 60), reads(2, 0, 60), writes(2, 1, 10))
            .closed();
    found(checker, history).by(1, 2).says("write skew with #2 withdraw 2 50");
  }

  /** The other account had been written more often. */
  @Test
  void of_guardOfALaterRevision_found() {
    History history =
        Story.of(60, 0)
            .deposit(3, 2, 10, reads(2, 0, 0), writes(2, 1, 10))
            .deposit(4, 2, 50, reads(2, 1, 10), writes(2, 2, 60))
            .withdraw(1, 1, 100, reads(1, 0, 60), reads(2, 2, 60), writes(1, 1, -40))
            .withdraw(2, 2, 50, reads(1, 0, 60), reads(2, 2, 60), writes(2, 3, 10))
            .closed();
    found(checker, history).by(1, 2).says("60 on account 2 (revision 2)");
  }

  @Test
  void of_theOtherPaidIn_none() {
    History history =
        first(100).deposit(2, 2, 10, reads(1, 0, 60), reads(2, 0, 60), writes(2, 1, 70)).closed();
    found(checker, history).by(1).says(ALONE);
  }

  /** The other had seen the debit, or had not looked at all. */
  @Test
  void of_theOtherReadNothingFromBefore_none() {
    History seen =
        first(100).withdraw(2, 2, 50, reads(1, 1, -40), reads(2, 0, 60), writes(2, 1, 10)).closed();
    found(checker, seen).by(1).says(ALONE);
    History alone = first(100).withdraw(2, 2, 50, reads(2, 0, 60), writes(2, 1, 10)).closed();
    found(checker, alone).by(1).says(ALONE);
  }
}
