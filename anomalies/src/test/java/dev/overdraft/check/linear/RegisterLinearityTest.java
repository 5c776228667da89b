package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Literal histories of one register. */
class RegisterLinearityTest {

  private static Linearizability judge(String... lines) {
    return Linearizability.judge(Step.history(Model.REGISTER, Step.all(lines)));
  }

  private static Violation violation(String... lines) {
    Linearizability judged = judge(lines);
    assertEquals(1, judged.violated());
    return judged.violations().get(0);
  }

  private static void holds(long chances, String... lines) {
    Linearizability judged = judge(lines);
    assertEquals(List.of(), judged.violations());
    assertTrue(judged.holds());
    assertEquals(chances, judged.chances());
  }

  @Test
  void judge_readsOfTheLatestWrite_holds() {
    holds(2, "0-9 ok w 1", "10-19 ok r 1", "20-29 ok w 2", "30-39 ok r 2");
  }

  @Test
  void judge_readsAmongOverlappingWrites_holdsWhateverTheirOrder() {
    holds(2, "0-30 ok w 1", "0-30 ok w 2", "31-40 ok r 1", "31-40 ok r 1");
    holds(2, "0-30 ok w 1", "0-30 ok w 2", "5-9 ok r 1", "31-40 ok r 2", "41-50 ok r 2");
  }

  @Test
  void judge_compareAndSets_holdsInTheOrderOfTheirValues() {
    holds(1, "0-50 ok r 2 w 3", "0-50 ok r 1 w 2", "0-50 ok r nil w 1", "51-60 ok r 3");
  }

  @Test
  void judge_writingWhatWasRead_isARead() {
    holds(2, "0-9 ok w 1", "10-30 ok r 1 w 1", "10-30 ok r 1 w 1");
  }

  @Test
  @Timeout(60)
  void judge_replacedInBetween_holds() {
    Linearizability judged =
        Linearizability.judge(
            Step.hesitant(Step.all("0-9 ok w 1", "10-19 ok r 1 w 2", "20-29 ok r 2")));
    assertEquals(List.of(), judged.violations());
    assertTrue(judged.holds());
  }

  @Test
  void judge_nothing_holdsWithoutChances() {
    Linearizability judged = judge();
    assertEquals(0, judged.objects());
    assertEquals(0, judged.chances());
    holds(0, "0-9 ok w 1");
  }

  @Test
  void judge_lateRead_isStale() {
    Violation stale = violation("0-9 ok w 1", "10-19 ok w 2", "20-29 ok r 1");

    assertEquals(
        "x, stale read: T0, which wrote 1, had ended before T1, which wrote 2, began; T1, which"
            + " wrote 2, had ended before T2, which read 1, began; but nothing can be written"
            + " between a value and what reads or replaces it",
        stale.sentence());
    assertEquals(
        List.of("T0 wrote 1, [0, 9]", "T1 wrote 2, [10, 19]", "T2 read 1, [20, 29]"),
        stale.involved().stream().map(Involved::toString).toList());
  }

  @Test
  void judge_readOfNilAfterAWrite_isStale() {
    Violation stale = violation("0-9 ok w 1", "10-19 ok r nil");

    assertEquals(
        "x, stale read: it was nil before T0 began; T0, which wrote 1, had ended before T1, which"
            + " read nil, began; but nothing can be written between a value and what reads or"
            + " replaces it",
        stale.sentence());
  }

  @Test
  void judge_newThenOldThenNew_isStale() {
    Violation stale =
        violation("0-90 ok w 1", "0-90 ok w 2", "10-19 ok r 1", "20-29 ok r 2", "30-39 ok r 1");

    assertEquals(Violation.Kind.STALE_READ, stale.kind());
    assertEquals(List.of("T2", "T3", "T4"), names(stale));
  }

  @Test
  void judge_twoReadersEachSeeTheOthersWriteLast_isStale() {
    Violation stale =
        violation("0-9 ok w 1", "0-9 ok w 2", "10-19 ok r 1", "10-19 ok r 2", "20-29 ok r 1");

    assertEquals(Violation.Kind.STALE_READ, stale.kind());
  }

  @Test
  void judge_crossedWritesAndReads_needsAllFour() {
    Violation stale = violation("0-9 ok w 1", "5-14 ok w 2", "15-30 ok r 1", "15-30 ok r 2");

    assertEquals(List.of("T0", "T3", "T1", "T2"), names(stale));
  }

  @Test
  void judge_readBeforeItsWrite_isAFutureRead() {
    Violation future = violation("0-9 ok r 5", "10-19 ok w 5");

    assertEquals(
        "x, future read: T0, which read 5, had ended before T1, which wrote 5, began; T0 read what"
            + " T1 wrote",
        future.sentence());
  }

  @Test
  void judge_twoReplaceOneValue_lostUpdate() {
    Violation lost = violation("0-9 ok w 1", "10-30 ok r 1 w 2", "10-30 ok r 1 w 3");

    assertEquals("x, lost update: T1 and T2 both read 1 and replaced it", lost.sentence());
  }

  @Test
  void judge_readOfWhatWasReplacedInBetween_namesWhoReplacedIt() {
    Violation stale =
        violation("0-9 ok w 1", "10-50 ok r 1 w 2", "10-19 ok r 2 w 3", "20-29 ok r 1");

    assertEquals(
        "x, stale read: T2, which read 2 and wrote 3, had ended before T3, which read 1, began; T1"
            + " replaced 1 by 2; T2 replaced 2 by 3",
        stale.sentence());
  }

  @Test
  void judge_circle_isNamed() {
    Violation circle = violation("0-9 ok r 2 w 1", "0-9 ok r 1 w 2");

    assertEquals(
        "x, circular read: T0 replaced 2, which T1 wrote; T1 replaced 1, which T0 wrote",
        circle.sentence());
  }

  @Test
  void judge_valuesThatNobodyLeft_areNamed() {
    assertEquals(
        "x, garbage read: T0 read 7, which no other operation wrote",
        violation("0-9 ok r 7").sentence());
    assertEquals(
        "x, dirty read: T1 read 7, which T0 wrote and which failed",
        violation("0-9 fail w 7", "10-19 ok r 7").sentence());
    TxnHistory replaced =
        TxnHistory.of(Model.REGISTER)
            .begin(0, 0, 0)
            .write("x", 1)
            .write("x", 2)
            .end(Outcome.OK, 9)
            .begin(1, 1, 0)
            .read("x", 1)
            .end(Outcome.OK, 9)
            .begin(2, 2, 0)
            .read("y", 1)
            .read("y", 2)
            .end(Outcome.OK, 9)
            .build();
    assertEquals(
        List.of(
            "x, intermediate read: T1 read 1, which T0 itself replaced",
            "y, split read: T2 read 1 and then 2 without writing it"),
        Linearizability.judge(replaced).violations().stream().map(Violation::sentence).toList());
  }

  @Test
  void judge_unknownWrite_countsIfItWasRead() {
    holds(1, "0-9 ok w 1", "0-0 info w 2", "10-19 ok r 1");
    holds(2, "0-9 ok w 1", "0-0 info w 2", "10-19 ok r 1", "20-29 ok r 2");
    assertEquals(
        List.of("T0", "T3", "T4"),
        names(
            violation(
                "0-9 ok w 1", "0-0 info w 2", "10-19 ok r 1", "20-29 ok r 2", "30-39 ok r 1")));
  }

  @Test
  void judge_readsThatFailedOrAreUnknown_sayNothing() {
    holds(0, "0-9 ok w 1", "10-19 ok w 2", "20-29 fail r 1", "20-29 info r 1");
  }

  @Test
  void judge_oneMoment_isNoOrder() {
    holds(0, "0-9 ok w 1", "9-19 ok w 2", "9-29 ok r 1");
  }

  @Test
  void judge_valueWrittenTwice_isUndecidedIfItWasRead() {
    Linearizability judged = judge("0-9 ok w 1", "10-19 ok w 1", "20-29 ok r 1");

    assertEquals(List.of("x: 1 was written twice"), judged.reasons());
    assertEquals(0, judged.holding());
    holds(0, "0-9 ok w 1", "10-19 ok w 1");
  }

  @Test
  void judge_valueWrittenTwice_eachWriteHasItsOwnPlace() {
    holds(1, "0-1 ok w 3", "2-3 ok w 1", "4-5 ok r 1 w 3");
    holds(1, "0-1 ok r nil w 3", "2-3 ok w 1", "4-5 ok r 1 w 3");
    holds(1, "0-1 ok w 1", "2-3 ok r 1 w 3", "4-5 ok w 3");
    Violation stale = violation("0-1 ok w 3", "2-3 ok w 1", "4-5 ok w 3", "6-7 ok r 1");
    assertEquals(Violation.Kind.STALE_READ, stale.kind());
    assertEquals(List.of("T1", "T2", "T3"), names(stale));
    assertEquals(
        "x, stale read: T2, which read 1 and wrote 3, had ended before T3, which read 1, began;"
            + " T2 replaced 1 by 3",
        violation("0-1 ok w 3", "2-3 ok w 1", "4-5 ok r 1 w 3", "6-7 ok r 1").sentence());
  }

  @Test
  void judge_withoutTimes_isUndecidedUnlessTheValuesDecide() {
    TxnHistory untimed =
        TxnHistory.of(Model.REGISTER)
            .untimed()
            .begin(0, 0, 0)
            .write("x", 1)
            .write("y", 1)
            .end(Outcome.OK, 1)
            .begin(1, 1, 2)
            .read("x", 1)
            .read("y", 2)
            .end(Outcome.OK, 3)
            .build();

    Linearizability judged = Linearizability.judge(untimed);

    assertEquals(List.of("x: the history has no times"), judged.reasons());
    assertEquals(1, judged.violated());
  }

  @Test
  void judge_operationThatEndsBeforeItBegins_isUndecided() {
    assertEquals(
        List.of("x: T0 ends before it begins"), judge("9-0 ok w 1", "0-9 ok r 1").reasons());
  }

  private static List<String> names(Violation violation) {
    return violation.involved().stream().map(Involved::name).toList();
  }
}
