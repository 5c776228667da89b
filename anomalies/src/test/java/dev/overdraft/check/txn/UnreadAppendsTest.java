package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Appends that nobody read, history by history: which levels some order of them satisfies. */
class UnreadAppendsTest {

  @Test
  void twoWhoMustOverlap_cannotBothHaveAppended() {
    Judgement judgement =
        judge(
            "0 p0 10-40 ok: r 1; a 0 3", //
            "1 p1 20-50 ok: a 1 1; r 1 1; r 0; a 0 2");
    assertEquals(Set.of("no-view-order 0 1", "write-skew 0 1"), Txns.names(judgement));
    for (Axis axis : Axis.values()) {
      assertEquals(
          Set.of(Level.UPDATE_ATOMIC, Level.PREFIX),
          judgement.levels().strongest(axis),
          axis.name());
      assertEquals(
          Set.of(Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
          judgement.levels().weakestBroken(axis),
          axis.name());
    }
    Finding finding = find(judgement, Phenomenon.NO_VIEW_ORDER);
    assertEquals(
        List.of(
            "T0 read 1 = [] before T1 appended 1 to 1, so T0 comes before T1",
            "T1 read 0 = [] before T0 appended 3 to 0, so T1 comes before T0"),
        finding.reasons().stream().map(Reason::sentence).toList());
    assertEquals(
        "nobody read whether T0 or T1 appended to 0 first; whichever order the versions of 0, 1"
            + " came in, there is none of these transactions that allows them consistent view",
        finding.contradiction());
    assertTrue(finding.reproduced());
  }

  @Test
  void oneOrderOfTwo_isEnough() {
    Judgement judgement =
        judge(
            "0 p0 10-40 ok: r 1; a 0 3", //
            "1 p1 20-50 ok: a 1 1; a 0 2",
            "2 p2 60-70 ok: r 1 1; r 2; a 3 1",
            "3 p3 65-75 ok: r 3; a 2 1");
    assertEquals(Set.of("write-skew 2 3"), Txns.names(judgement));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.STRICT));
  }

  /** Each of two pairs could be ordered, and so could both without the reads of the others. */
  @Test
  void ordersThatDoNotGoTogether_leaveConsistentView() {
    Judgement judgement =
        judge(
            "0 p0 10-50 ok: a 0 1; r 1",
            "1 p1 10-50 ok: r 0; a 0 2",
            "2 p2 10-50 ok: r 0; r 1; a 1 3",
            "3 p3 10-50 ok: r 0; a 1 4");
    assertEquals(Set.of("no-snapshot-order 0 1 2 3", "write-skew 0 2"), Txns.names(judgement));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.CONSISTENT_VIEW, Axis.STRICT));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.PREFIX, Axis.STRICT));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.PLAIN));
    assertEquals(
        "nobody read whether T0 or T1 appended to 0 first; nobody read whether T2 or T3 appended"
            + " to 1 first; whichever order the versions of 0, 1 came in, there is none of these"
            + " transactions that allows them snapshot isolation",
        find(judgement, Phenomenon.NO_SNAPSHOT_ORDER).contradiction());
  }

  /** T1 had read the key twice; what it built on is what T2 built on. */
  @Test
  void unreadUpdatesOfWhatBothReadLast_areALostUpdate() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-30 ok: r x; r x 1; a x 2",
            "2 p2 10-30 ok: r x 1; r x 1; a x 3");
    assertEquals(Set.of("internal 1", "lost-update 1 2", "read-skew 0 1"), Txns.names(judgement));
    assertEquals(1, find(judgement, Phenomenon.LOST_UPDATE).count());
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CURSOR_STABILITY, Axis.PLAIN));
  }

  @Test
  void withoutSteps_isUnknown() {
    var history =
        Txns.of(
            Model.LIST_APPEND,
            "0 p0 10-40 ok: r 1; a 0 3",
            "1 p1 20-50 ok: a 1 1; r 1 1; r 0; a 0 2");
    Judgement judgement = Judge.judge(history, new Options(1, 5, false));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.CONSISTENT_VIEW, Axis.PLAIN));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.PLAIN));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.PREFIX, Axis.PLAIN));
    assertTrue(
        judgement
            .notSearched()
            .containsAll(
                List.of(
                    "snapshot isolation: unknown after 1 steps",
                    "consistent view: unknown after 1 steps")));
  }

  /** T0 missed all their appends, and they missed its own: millions of pairs without an order. */
  @Test
  void moreOrdersThanFit_areNotTriedAndNoStepsAreClaimed() {
    List<String> lines = new ArrayList<>(List.of("0 p0 0-9 ok: r x; a y 1"));
    for (int t = 1; t < 3_000; t++) {
      lines.add("%d p%1$d 0-9 ok: r y; a x %1$d".formatted(t));
    }
    var history = Txns.of(Model.LIST_APPEND, lines.toArray(String[]::new));
    Judgement judgement = Judge.judge(history, new Options(10_000_000, 1, false));
    assertEquals(Set.of("write-skew 0 1"), Txns.names(judgement));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.PLAIN));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.CONSISTENT_VIEW, Axis.PLAIN));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.PREFIX, Axis.PLAIN));
    String why = ": not searched, more pairs of appends may come in either order than fit";
    assertTrue(
        judgement
            .notSearched()
            .containsAll(List.of("snapshot isolation" + why, "consistent view" + why)),
        judgement.notSearched().toString());
  }

  private static Judgement judge(String... lines) {
    return Txns.judge(Model.LIST_APPEND, lines);
  }

  private static Finding find(Judgement judgement, Phenomenon phenomenon) {
    return judgement.findings().stream()
        .filter(f -> f.phenomenon() == phenomenon)
        .findFirst()
        .orElseThrow();
  }
}
