package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import org.junit.jupiter.api.Test;

/** Causes of what lists show, beyond what their readers read from. */
class ListCausesTest {

  private static Answer causal(Axis axis, String... lines) {
    return Txns.judge(Model.LIST_APPEND, lines).levels().of(Level.CAUSAL, axis);
  }

  private static Answer atomic(Axis axis, String... lines) {
    return Txns.judge(Model.LIST_APPEND, lines).levels().of(Level.READ_ATOMIC, axis);
  }

  /** T2 saw T1's y, and T1 T0's x. */
  private static final String[] ONE_AWAY = {
    "0 p0 0-9 ok: a x 1", "1 p1 0-9 ok: r x 1; a y 1", "2 p2 0-9 ok: r y 1; r x"
  };

  @Test
  void causeOfWhatWasRead_isMissed() {
    assertEquals(Answer.BROKEN, causal(Axis.PLAIN, ONE_AWAY));
    assertEquals(Answer.HOLDS, atomic(Axis.STRICT, ONE_AWAY));
  }

  @Test
  void causeFurtherAway_isMissed() {
    String[] lines = {
      "0 p0 0-9 ok: r z 1; r x",
      "1 p1 0-9 ok: r y 1; a z 1",
      "2 p2 0-9 ok: r w 1; a y 1",
      "3 p3 0-9 ok: a x 1; a w 1",
    };
    assertEquals(Answer.BROKEN, causal(Axis.PLAIN, lines));
    assertEquals(Answer.HOLDS, atomic(Axis.STRICT, lines));
  }

  @Test
  void causeInTheOrderOfAProcess_isMissedInSessionsOnly() {
    String[] lines = {"0 p0 0-9 ok: a x 1", "1 p0 10-19 ok: a y 1", "2 p2 0-19 ok: r y 1; r x"};
    assertEquals(Answer.HOLDS, causal(Axis.PLAIN, lines));
    assertEquals(Answer.BROKEN, causal(Axis.SESSION, lines));
    assertEquals(Answer.HOLDS, atomic(Axis.SESSION, lines));
  }

  @Test
  void causeInTime_isMissedWhereTimeCounts() {
    String[] lines = {"0 p0 0-9 ok: a x 1", "1 p1 10-19 ok: a y 1", "2 p2 0-19 ok: r y 1; r x"};
    assertEquals(Answer.HOLDS, causal(Axis.SESSION, lines));
    assertEquals(Answer.BROKEN, causal(Axis.STRICT, lines));
    assertEquals(Answer.HOLDS, atomic(Axis.STRICT, lines));
  }

  /** A write skew, a lost update or a long fork misses no cause. */
  @Test
  void cyclesWithoutMissedCauses_areCausal() {
    assertEquals(
        Answer.HOLDS, causal(Axis.STRICT, "0 p0 0-9 ok: r x; a x 1", "1 p1 0-9 ok: r x; a x 2"));
    assertEquals(
        Answer.HOLDS,
        causal(
            Axis.STRICT,
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a y 1",
            "2 p2 0-9 ok: r x 1; r y; a w 1",
            "3 p3 0-9 ok: r x; r y 1; a v 1",
            "4 p4 0-9 ok: r w 1",
            "5 p5 0-9 ok: r v 1"));
    assertEquals(
        Answer.HOLDS,
        causal(
            Axis.STRICT,
            "0 p0 0-9 ok: r x; a x 1; a k 1",
            "1 p1 0-9 ok: r x; a x 2",
            "2 p2 0-9 ok: r k 1; a l 1",
            "3 p3 0-9 ok: r l 1; r x 1",
            "4 p4 20-29 ok: r x 1 2"));
  }

  @Test
  void stepsSpent_causesAreUnknown() {
    TxnHistory history =
        Txns.of(
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a y 1",
            "2 p2 0-9 ok: r x 1; r y",
            "3 p3 0-9 ok: r x; r y 1",
            "4 p4 0-9 ok: r z; a z 1",
            "5 p5 0-9 ok: r z; a z 2");
    Levels levels = Judge.judge(history, Options.DEFAULT).levels();
    assertEquals(Answer.HOLDS, levels.of(Level.CAUSAL, Axis.STRICT));
    assertEquals(Answer.BROKEN, levels.of(Level.PREFIX, Axis.PLAIN));
    assertEquals(Answer.BROKEN, levels.of(Level.UPDATE_ATOMIC, Axis.PLAIN));
    boolean unknown = false;
    for (int steps = 1; steps < 100; steps++) {
      Answer answer =
          Judge.judge(history, new Options(steps, 1, false)).levels().of(Level.CAUSAL, Axis.PLAIN);
      unknown |= answer == Answer.UNKNOWN;
      assertTrue(answer != Answer.BROKEN);
    }
    assertTrue(unknown);
  }
}
