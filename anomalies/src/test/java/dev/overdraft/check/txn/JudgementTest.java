package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a judgement says beside its anomalies. */
class JudgementTest {

  @Test
  void outcomes_areCounted() {
    Judgement judgement =
        Txns.judge(
            Model.REGISTER,
            "0 p0 0-9 ok: w x 1",
            "1 p1 0-9 fail: w x 2",
            "2 p2 0-9 ok: w y 1",
            "3 p3 0-9 info: w y 2");
    assertEquals(Map.of(Outcome.OK, 2L, Outcome.FAIL, 1L, Outcome.INFO, 1L), judgement.outcomes());
    assertEquals(List.of(), judgement.faults());
    assertEquals(6, judgement.notSearched().size());
  }

  @Test
  void faults_areSaid() {
    assertEquals(
        List.of(
            "value 1 is written to x more than once, again by T1: its versions cannot be told"
                + " apart"),
        Txns.judge(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: a x 1; r x 1 1")
            .faults());
    assertEquals(
        List.of(
            "value 1 is written to x more than once, again by T1: its versions cannot be told"
                + " apart"),
        Txns.judge(Model.REGISTER, "0 p0 0-9 ok: w x 1", "1 p1 20-29 ok: w x 1").faults());
    assertEquals(
        List.of("T1 read 120 = version 1, whose writer is not in the recording"),
        Txns.judge(Model.VERSIONED, "0 p0 0-9 ok: r x 0@-", "1 p1 20-29 ok: r x 1@77").faults());
  }

  @Test
  void recordingWithFaults_provesOnlyPlainLevels() {
    Judgement judgement =
        Txns.judge(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1", "1 p0 5-19 ok: r x 1");
    assertEquals(1, judgement.faults().size());
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.SERIALIZABLE, Axis.SESSION));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.READ_UNCOMMITTED, Axis.STRICT));
  }

  @Test
  void repeatedValues_refuteAndProveNothing() {
    Judgement judgement =
        Txns.judge(
            Model.REGISTER,
            "0 p0 0-9 ok: w x 1",
            "1 p1 20-29 ok: w x 1",
            "2 p2 0-9 ok: r y nil; w y 1",
            "3 p3 0-9 ok: r y nil; w y 2");
    assertEquals(Set.of("lost-update 2 3"), Txns.names(judgement));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.PLAIN));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.READ_UNCOMMITTED, Axis.PLAIN));
  }

  /** If one transaction wrote both rows, each of two saw half of it; nobody knows. */
  @Test
  void readsOfWritersThatAreNotRecorded_proveNothing() {
    Judgement judgement =
        Txns.judge(
            Model.VERSIONED,
            "0 p0 0-9 ok: r x 1@77; r y 0@-",
            "1 p1 0-9 ok: r y 1@77; r x 0@-",
            "2 p2 0-9 ok: r z 0@-; w z 1",
            "3 p3 0-9 ok: r z 0@-; w z 2");
    assertEquals(Set.of("lost-update 2 3"), Txns.names(judgement));
    assertEquals(2, judgement.faults().size());
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CURSOR_STABILITY, Axis.PLAIN));
    for (Axis axis : Axis.values()) {
      assertEquals(Set.of(), judgement.levels().strongest(axis));
    }
  }

  private static TxnHistory untimed() {
    return TxnHistory.of(Model.LIST_APPEND)
        .untimed()
        .begin(0, 0, 0)
        .append("x", 1)
        .end(Outcome.OK, 1)
        .begin(1, 0, 20)
        .readList("x")
        .end(Outcome.OK, 21)
        .begin(2, 1, 30)
        .readList("x", 1)
        .end(Outcome.OK, 31)
        .begin(3, 1, 32)
        .append("x", 2)
        .end(Outcome.OK, 33)
        .begin(4, 2, 40)
        .readList("x", 1)
        .end(Outcome.OK, 41)
        .build();
  }

  @Test
  void withoutTimes_processesHaveAnOrderAndNobodyElse() {
    Judgement judgement = Judge.judge(untimed(), Options.DEFAULT);
    assertEquals(Set.of("stale-read-process 0 1"), Txns.names(judgement));
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.PLAIN));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_ATOMIC, Axis.SESSION));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.CURSOR_STABILITY, Axis.SESSION));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_ATOMIC, Axis.STRICT));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.READ_UNCOMMITTED, Axis.STRICT));
    assertTrue(judgement.findings().get(0).reproduced());
  }

  @Test
  void moreThanAreToBeExplained_areCounted() {
    List<String> lines = new ArrayList<>();
    for (int pair = 0; pair < 4; pair++) {
      for (int t = 2 * pair; t < 2 * pair + 2; t++) {
        lines.add("%d p%d 0-9 ok: r k%d; a k%d %d".formatted(t, t, pair, pair, t));
      }
    }
    TxnHistory history = Txns.of(Model.LIST_APPEND, lines.toArray(String[]::new));
    Judgement judgement = Judge.judge(history, new Options(1_000, 3, false));
    assertEquals(3, judgement.findings().size());
    assertEquals(4, judgement.findings().get(0).count());
    assertFalse(judgement.findings().get(0).reproduced());
  }

  @Test
  void findings_plainOnesFirstAndTheWorstOfThem() {
    Judgement judgement =
        Txns.judge(
            Model.LIST_APPEND,
            "0 p0 0-9 ok: r x; a y 1",
            "1 p1 0-9 ok: r y; a x 1",
            "2 p2 20-29 ok: r x 1; r y 1; r z 1",
            "3 p3 0-9 fail: a z 1",
            "4 p4 0-9 ok: a w 1",
            "5 p5 20-29 ok: r w",
            "6 p6 30-39 ok: r w 1");
    assertEquals(
        List.of(Phenomenon.ABORTED_READ, Phenomenon.WRITE_SKEW, Phenomenon.STALE_READ),
        judgement.findings().stream().map(Finding::phenomenon).toList());
  }

  @Test
  void options_needAStepAndAWitness() {
    assertThrows(IllegalArgumentException.class, () -> new Options(0, 1, true));
    assertThrows(IllegalArgumentException.class, () -> new Options(1, 0, true));
    assertEquals(1, new Options(1, 1, true).steps());
  }

  @Test
  void phenomena_areFoundByTheirNames() {
    for (Phenomenon phenomenon : Phenomenon.values()) {
      assertEquals(Optional.of(phenomenon), Phenomenon.byId(phenomenon.id()));
    }
    assertEquals(Optional.empty(), Phenomenon.byId("LOST_UPDATE"));
    assertEquals("lost-update", Phenomenon.LOST_UPDATE.id());
    assertFalse(Phenomenon.ANTI_DEPENDENCY_CYCLE.isRefutation());
    assertTrue(Phenomenon.VANISHED_EFFECT.isRefutation());
  }
}
