package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which operations a proof names, word by word. */
class LinearProofTest {

  private static final String NOTHING_BETWEEN =
      "; but nothing can be written between a value and what reads or replaces it";

  private static String register(String... lines) {
    return only(Linearizability.judge(Step.history(Model.REGISTER, Step.all(lines))));
  }

  private static String only(Linearizability judged) {
    assertEquals(1, judged.violations().size());
    return judged.violations().get(0).sentence();
  }

  @Test
  void writtenInTheMidstOfAChain_namesTheNearestAndWhoReplacedWhat() {
    assertEquals(
        "x, stale read: T1, which read 1 and wrote 2, had ended before T2, which wrote 5, began;"
            + " T2, which wrote 5, had ended before T3, which read 2 and wrote 3, began; T3"
            + " replaced 2 by 3"
            + NOTHING_BETWEEN,
        register(
            "0-9 ok w 1",
            "10-19 ok r 1 w 2",
            "20-29 ok w 5",
            "30-39 ok r 2 w 3",
            "40-49 ok r 3 w 4"));
  }

  @Test
  void readAndReplacedInTheMidst_namesWhoReplacedRatherThanWhoRead() {
    assertEquals(
        "x, stale read: T0, which wrote 1, had ended before T4, which read 5 and wrote 6, began;"
            + " T4, which read 5 and wrote 6, had ended before T1, which read 1, began"
            + NOTHING_BETWEEN,
        register(
            "10-12 ok w 1", "50-60 ok r 1", "5-60 ok w 5", "20-25 ok r 5", "30-35 ok r 5 w 6"));
  }

  @Test
  void chainsThatCross_eachSayWhoReplacedWhat() {
    assertEquals(
        "x, stale read: T0, which wrote 1, had ended before T3, which read 5 and wrote 6, began;"
            + " T2, which wrote 5, had ended before T1, which read 1 and wrote 2, began; T1"
            + " replaced 1 by 2; T3 replaced 5 by 6"
            + NOTHING_BETWEEN,
        register("0-9 ok w 1", "15-30 ok r 1 w 2", "5-14 ok w 5", "15-30 ok r 5 w 6"));
  }

  @Test
  void nilReadBefore_isNoReason() {
    assertEquals(
        "x, stale read: it was nil before T1 began; T1, which wrote 1, had ended before T2, which"
            + " read nil, began"
            + NOTHING_BETWEEN,
        register("0-5 ok r nil", "10-19 ok w 1", "20-29 ok r nil", "30-39 ok r nil"));
  }

  @Test
  void touching_isNoMidst() {
    Linearizability judged =
        Linearizability.judge(
            Step.history(Model.REGISTER, Step.all("0-9 ok w 1", "9-30 ok w 2", "30-39 ok r 1")));
    assertEquals(List.of(), judged.violations());
  }

  @Test
  void nilAndThenZero_areTwoReads() {
    TxnHistory history =
        TxnHistory.of(Model.REGISTER)
            .begin(0, 0, 0)
            .write("x", 0)
            .end(Outcome.OK, 9)
            .begin(1, 1, 0)
            .readNil("x")
            .read("x", 0)
            .end(Outcome.OK, 9)
            .build();
    assertEquals(
        "x, split read: T1 read nil and then 0 without writing it",
        only(Linearizability.judge(history)));
  }

  @Test
  void oneOfManyThatReplacedTheirOwn_isNamed() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    for (int t = 0; t < 40; t++) {
      history.begin(t, t, 0).write("x", 1_000 + t).write("x", t).end(Outcome.OK, 9);
    }
    history.begin(40, 40, 0).read("x", 1_037).end(Outcome.OK, 9);
    assertEquals(
        "x, intermediate read: T40 read 1037, which T37 itself replaced",
        only(Linearizability.judge(history.build())));
  }

  @Test
  void oneThatEndsBeforeItBegins_isNamed() {
    assertEquals(
        List.of("x: T1 ends before it begins"),
        Linearizability.judge(Step.history(Model.REGISTER, Step.all("0-9 ok r nil", "9-0 ok w 1")))
            .reasons());
  }

  @Test
  void oneVersionWrittenOverTwoOthers_isUndecided() {
    assertEquals(
        List.of("x: version 2 was written twice"),
        Linearizability.judge(
                Step.history(Model.VERSIONED, Step.all("0-9 ok r 0@- w 2", "0-9 ok r 1@1000 w 2")))
            .reasons());
  }

  @Test
  void moreThanAHundredObjects_areCountedAndTheFirstOnesKept() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    List<String> objects = new ArrayList<>();
    for (int t = 0; t < 103; t++) {
      history.begin(t, t, 0).read("bad" + t, 7).end(Outcome.OK, 9);
      history.begin(200 + t, 200 + t, 9).read("odd" + t, 7).end(Outcome.OK, 0);
      history.begin(400 + t, 400 + t, 0).write("good" + t, 7).end(Outcome.OK, 9);
      objects.add("bad" + t);
    }
    Linearizability judged = Linearizability.judge(history.build());
    assertEquals(309, judged.objects());
    assertEquals(103, judged.violated());
    assertEquals(103, judged.undecided());
    assertEquals(103, judged.holding());
    assertEquals(
        objects.subList(0, 100), judged.violations().stream().map(Violation::object).toList());
    assertEquals(100, judged.reasons().size());
  }

  @Test
  void isAllowedAt_whereRealTimeCountsAndReadsMustBeConsistent_itIsNot() {
    for (Level level :
        List.of(Level.CONSISTENT_VIEW, Level.REPEATABLE_READ, Level.SNAPSHOT_ISOLATION)) {
      assertFalse(Linearizability.isAllowedAt(level, Axis.STRICT));
      assertTrue(Linearizability.isAllowedAt(level, Axis.SESSION));
      assertTrue(Linearizability.isAllowedAt(level, Axis.PLAIN));
    }
    assertTrue(Linearizability.isAllowedAt(Level.READ_ATOMIC, Axis.STRICT));
    assertTrue(Linearizability.isAllowedAt(Level.PREFIX, Axis.STRICT));
  }
}
