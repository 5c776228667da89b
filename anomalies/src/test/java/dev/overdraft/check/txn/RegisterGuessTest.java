package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may be said of registers at levels that allow lost updates, and what steps allow. */
class RegisterGuessTest {

  private static Judgement assertNames(List<String> lines, String... names) {
    Judgement judgement = Txns.judge(Model.REGISTER, lines.toArray(String[]::new));
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
    return judgement;
  }

  @Test
  void eachReadWhatTheOtherReplaced_isACircularFlowAndNoDirtyWrite() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r x nil; w x 1; r y 1; w y 2",
                "1 p1 0-9 ok: r y nil; w y 1; r x 1; w x 2"),
            "circular-flow 0 1");
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.READ_UNCOMMITTED, Axis.PLAIN));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_COMMITTED, Axis.PLAIN));
  }

  /** T1's x may have come before T0's, had T0's update been one that was lost. */
  @Test
  void onlyOnePlaceLeft_isNoneWhereUpdatesMayBeLost() {
    Judgement judgement =
        assertNames(
            List.of("0 p0 0-9 ok: r x nil; w x 1; r z 1", "1 p1 0-9 ok: w x 2; w z 1"),
            "fractured-read 0 1");
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.READ_COMMITTED, Axis.PLAIN));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_ATOMIC, Axis.PLAIN));
  }

  @Test
  void updateAtomic_holdsWithoutCausality() {
    Judgement judgement =
        Txns.judge(
            Model.REGISTER,
            "0 p0 0-99 ok: w x 1",
            "1 p1 0-99 ok: r x 1; w x 2; w y 1",
            "2 p2 0-99 ok: r y 1; w z 1",
            "3 p3 0-99 ok: r z 1; r x 1");
    for (Axis axis : Axis.values()) {
      assertEquals(Answer.HOLDS, judgement.levels().of(Level.UPDATE_ATOMIC, axis));
      assertEquals(Answer.BROKEN, judgement.levels().of(Level.CAUSAL, axis));
    }
    assertEquals(Set.of(Level.UPDATE_ATOMIC), judgement.levels().strongest(Axis.STRICT));
  }

  @Test
  void lostUpdate_breaksUpdateAtomicAndNotReadAtomic() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r x nil; w x 1", "1 p1 0-9 ok: r x nil; w x 2", "2 p2 0-9 ok: w x 3"),
            "lost-update 0 1");
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.READ_ATOMIC, Axis.PLAIN));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.UPDATE_ATOMIC, Axis.PLAIN));
    assertEquals(
        List.of(
            "T0 read x = nil before T1 wrote x = 2, so T0 comes before T1",
            "T1 read x = nil before T0 wrote x = 1, so T1 comes before T0"),
        judgement.findings().get(0).reasons().stream().map(Reason::sentence).toList());
  }

  @Test
  void lostUpdate_amongOtherWrites_saysWhichTheyAre() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: w v 8; r x nil; w x 1; w u 8",
                "1 p1 0-9 ok: w y 9; r x nil; w x 2; w z 9"),
            "lost-update 0 1");
    assertEquals(
        "T0 read x = nil before T1 wrote x = 2, so T0 comes before T1",
        judgement.findings().get(0).reasons().get(0).sentence());
  }

  /** A write that failed between a process's write and its read hides neither. */
  @Test
  void failedWriteInBetween_doesNotHideWhatTheProcessWrote() {
    Judgement judgement =
        Txns.judge(
            Model.REGISTER,
            "0 p0 0-99 ok: w x 1",
            "1 p1 0-9 ok: w x 2; w z 1",
            "2 p1 10-19 fail: w x 3",
            "3 p1 20-29 ok: r x 1",
            "4 p2 0-9 ok: r x 1",
            "5 p2 10-19 ok: r z 1; r x 2");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CAUSAL, Axis.SESSION));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.READ_ATOMIC, Axis.SESSION));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
  }

  private static final String[] WRITE_SKEW = {
    "0 p0 0-9 ok: r x nil; r y nil; w x 1",
    "1 p1 0-9 ok: r x nil; r y nil; w y 1",
    "2 p2 0-9 ok: w x 7"
  };

  /** A cycle breaks a level even where no steps are left to name it. */
  @Test
  void stepsSpent_whatIsBrokenForCertainIsBroken() {
    TxnHistory history = Txns.of(Model.REGISTER, WRITE_SKEW);
    Judgement judgement = Judge.judge(history, new Options(1, 5, false));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
  }

  @Test
  void smallest_leavesOutWhoeverIsNotNeeded() {
    TxnHistory history =
        Txns.of(
            Model.REGISTER,
            "0 p0 0-9 ok: w x 5; w a 1",
            "1 p1 0-9 ok: w x 1",
            "2 p2 0-9 ok: r a 1; w b 1",
            "3 p3 20-29 ok: w x 2; w z 1",
            "4 p4 0-99 ok: r z 1",
            "5 p5 0-99 ok: r b 1; w c 1",
            "6 p6 40-49 ok: r z 1; r x 1",
            "7 p7 0-99 ok: r c 1");
    var sightings = new Sightings();
    Versions certain =
        new RegisterVersions(new RegisterReads(history, sightings), sightings).certain();
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
    var refutation = new Refutation(Level.MONOTONIC_ATOMIC_VIEW, Axis.STRICT, all);
    List<Finding> smallest = new Refutations(certain, Options.DEFAULT).smallest(refutation);
    assertEquals(1, smallest.size());
    assertEquals(
        List.of("T1", "T3", "T6"), smallest.get(0).culprits().stream().map(Culprit::name).toList());
    assertEquals(Phenomenon.VANISHED_EFFECT, smallest.get(0).phenomenon());
    assertTrue(smallest.get(0).reproduced());
    var unneeded = new Refutation(Level.CAUSAL, Axis.PLAIN, new int[] {0, 2});
    List<Finding> plain = new Refutations(certain, Options.DEFAULT).smallest(unneeded);
    assertEquals(List.of("T0", "T2"), plain.get(0).culprits().stream().map(Culprit::name).toList());
    assertEquals(false, plain.get(0).reproduced());
  }

  @Test
  void middles_areWhereTheIntervalsAre() {
    assertArrayEquals(
        new long[] {15, 13, 7},
        RegisterVersions.middles(
            Txns.of(
                Model.REGISTER,
                "0 p0 10-20 ok: w x 1",
                "1 p1 7-20 ok: w x 2",
                "2 p2 7-20 info: w x 3")));
  }

  /** One of one is half way; of two, the first is a quarter of the way, the other three. */
  @Test
  void middles_withoutTimes_areHowFarTheProcessHadCome() {
    TxnHistoryBuilder untimed = TxnHistory.of(Model.REGISTER).untimed();
    for (int process : new int[] {5, 3, 5, 4, 4, 4, 4}) {
      untimed.begin(process, process, 0).end(Outcome.OK, 0);
    }
    TxnHistory history = untimed.build();
    long whole = 1L << 32;
    assertArrayEquals(
        new long[] {
          whole / 4,
          whole / 2,
          whole * 3 / 4,
          whole / 8,
          whole * 3 / 8,
          whole * 5 / 8,
          whole * 7 / 8
        },
        RegisterVersions.middles(history));
  }
}
