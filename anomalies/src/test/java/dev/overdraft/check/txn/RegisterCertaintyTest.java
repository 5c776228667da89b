package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Registers: what is certain of the order of versions, and what only if no update was lost. */
class RegisterCertaintyTest {

  private static Judgement assertNames(List<String> lines, String... names) {
    Judgement judgement = Txns.judge(Model.REGISTER, lines.toArray(String[]::new));
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
    return judgement;
  }

  /** That 2 came after 1 is known as long as T0's update was not lost; that T1 read 1 says so. */
  @Test
  void readSkew_isOneOnlyWhereWhatWasMissedIsCertain() {
    assertNames(
        List.of(
            "0 p0 0-9 ok: r x nil; w x 1",
            "1 p1 0-9 ok: w x 2; w z 1",
            "2 p2 0-9 ok: r x 1; r z 1"),
        "single-anti-dependency 1 2");
    assertNames(
        List.of(
            "0 p0 0-9 ok: r x nil; w x 1",
            "1 p1 0-9 ok: r x 1; w x 2; w z 1",
            "2 p2 0-9 ok: r x 1; r z 1"),
        "read-skew 1 2");
  }

  @Test
  void longFork_isOneOnlyWhereWhatWasMissedIsCertain() {
    Judgement guessed =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r x nil; w x 1",
                "1 p1 0-9 ok: w x 2",
                "2 p2 0-9 ok: r y nil; w y 1",
                "3 p3 0-9 ok: w y 2",
                "4 p4 0-9 ok: r x 1; r y 2",
                "5 p5 0-9 ok: r x 2; r y 1"),
            "non-adjacent 1 3 4 5");
    assertEquals(Answer.HOLDS, guessed.levels().of(Level.PREFIX, Axis.PLAIN));
    Judgement certain =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r x nil; w x 1",
                "1 p1 0-9 ok: r x 1; w x 2",
                "2 p2 0-9 ok: r y nil; w y 1",
                "3 p3 0-9 ok: r y 1; w y 2",
                "4 p4 0-9 ok: r x 1; r y 2",
                "5 p5 0-9 ok: r x 2; r y 1"),
            "long-fork 1 3 4 5");
    assertEquals(Answer.BROKEN, certain.levels().of(Level.PREFIX, Axis.PLAIN));
  }

  /** They lost an update of x; what T1 missed of y, while it saw T2's z, is another matter. */
  @Test
  void lostUpdate_withAnotherCycleThroughBoth_isCountedOnce() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r x nil; w x 1; r y nil; w y 1",
                "1 p1 0-9 ok: r y 1; r x 1; w x 2; r z 1",
                "2 p2 0-9 ok: w y 2; r x 1; w x 3; w z 1"),
            "fractured-read 0 1 2",
            "lost-update 1 2",
            "single-anti-dependency 1 2");
    for (Finding finding : judgement.findings()) {
      assertEquals(1, finding.count(), finding.sentence());
    }
  }

  /** T1 built on what T2 had read as well, and missed its y, which is not for certain the next. */
  @Test
  void lostUpdate_whoseWritersAreInOrder_isOneWhateverElseWasMissed() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r x nil; w x 1; r y nil; w y 1",
                "1 p1 0-9 ok: r y 1; r x 1; r x 2; w x 3",
                "2 p2 0-9 ok: w y 2; r x 1; w x 2"),
            "internal 1",
            "lost-update 1 2");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CURSOR_STABILITY, Axis.PLAIN));
  }

  private static final String[] NO_UPDATE_LEFT = {
    "0 p0 0-9 ok: r x nil; w x 1; w z 1", "1 p1 0-9 ok: r z nil; w x 2; w z 2"
  };

  /** One of both lost its update if neither is to come first: no level forbids just that. */
  @Test
  void eachWroteOverTheOthersUpdate_leavesNoOrder() {
    Judgement judgement =
        assertNames(List.of(NO_UPDATE_LEFT), "no-snapshot-order 0 1", "no-view-order 0 1");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CONSISTENT_VIEW, Axis.PLAIN));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.UPDATE_ATOMIC, Axis.PLAIN));
    assertTrue(judgement.notAllowedAt(Level.CONSISTENT_VIEW, Axis.PLAIN).get(0).reproduced());
  }

  /** Before them in the history comes a write skew, which has an order. */
  @Test
  void noOrder_isOfThoseWhoHaveNone() {
    Judgement judgement =
        Judge.judge(
            Txns.of(
                Model.REGISTER,
                "0 p0 0-9 ok: r u nil; r v nil; w u 1",
                "1 p1 0-9 ok: r u nil; r v nil; w v 1",
                "2 p2 0-9 ok: r x nil; w x 1; w z 1",
                "3 p3 0-9 ok: r z nil; w x 2; w z 2"),
            new Options(1_000_000, 5, false));
    assertTrue(Txns.names(judgement).contains("no-view-order 2 3"), judgement.toString());
  }

  private static final Options ONE_STEP = new Options(1, 5, false);

  @Test
  void oneStep_isEnoughForTheOrderOfTime() {
    TxnHistory history =
        Txns.of(
            Model.REGISTER, "0 p0 0-9 ok: w x 1", "1 p1 20-29 ok: w x 2", "2 p2 40-49 ok: r x 2");
    assertEquals(
        Set.of(Level.SERIALIZABLE), Judge.judge(history, ONE_STEP).levels().strongest(Axis.STRICT));
  }

  private static final String[] HALF_SEEN = {
    "0 p0 0-9 ok: w x 1; w y 1", "1 p1 0-9 ok: r x 1; r y nil", "2 p2 40-49 ok: w x 2"
  };

  /** What a cycle with a name breaks, no order is searched for. */
  @Test
  void oneStep_whatHasANameIsBroken_andTheRestUnknown() {
    Judgement judgement = Judge.judge(Txns.of(Model.REGISTER, HALF_SEEN), ONE_STEP);
    assertEquals(Set.of("read-skew 0 1", "vanished-effect 0 1"), Txns.names(judgement));
    assertEquals(
        List.of(
            "strict causal consistency: unknown after 1 steps",
            "strong session causal consistency: unknown after 1 steps",
            "causal consistency: unknown after 1 steps"),
        judgement.notSearched().stream().filter(why -> why.contains("steps")).toList());
  }

  /** Without times, nothing is said of real time. */
  @Test
  void oneStep_withoutTimes_saysNothingOfTime() {
    Judgement judgement = Judge.judge(Txns.untimed(Model.REGISTER, HALF_SEEN), ONE_STEP);
    assertEquals(
        List.of(
            "strong session causal consistency: unknown after 1 steps",
            "causal consistency: unknown after 1 steps"),
        judgement.notSearched().stream().filter(why -> why.contains("steps")).toList());
  }
}
