package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Several anomalies in one component of the graph, and components beside each other. */
class PairsTest {

  private static Judgement assertNames(List<String> lines, String... names) {
    Judgement judgement = Txns.judge(Model.LIST_APPEND, lines.toArray(String[]::new));
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
    return judgement;
  }

  @Test
  void oneWriterMissedByThree_areThreeReadSkews() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: a x 1; a y 1",
                "1 p1 0-9 ok: r x 1; r y",
                "2 p2 0-9 ok: r y 1; r x",
                "3 p3 0-9 ok: r x 1; r y"),
            "read-skew 0 1",
            "read-skew 0 2",
            "read-skew 0 3");
    assertEquals(3, judgement.findings().get(0).count());
  }

  @Test
  void oneAgainstThree_areThreeWriteSkews() {
    assertNames(
        List.of(
            "0 p0 0-9 ok: r k1; r k2; r k3; a z 1",
            "1 p1 0-9 ok: r z; a k1 1",
            "2 p2 0-9 ok: r z; a k2 1",
            "3 p3 0-9 ok: r z; a k3 1"),
        "write-skew 0 1",
        "write-skew 0 2",
        "write-skew 0 3");
    assertNames(
        List.of(
            "0 p0 0-9 ok: r z; a k1 1",
            "1 p1 0-9 ok: r z; a k2 1",
            "2 p2 0-9 ok: r k1; r k2; r k3; a z 1",
            "3 p3 0-9 ok: r z; a k3 1"),
        "write-skew 0 2",
        "write-skew 1 2",
        "write-skew 2 3");
  }

  /** Each missed an effect of the other, but one of them saw another one. */
  @Test
  void pairThatIsTwoThings_isTheWorseOne() {
    assertNames(
        List.of("0 p0 0-9 ok: r y; a x 1; a z 1", "1 p1 0-9 ok: r x 1; r z; a y 1"),
        "read-skew 0 1");
    assertNames(
        List.of("0 p0 0-9 ok: r x 1; r z; a y 1", "1 p1 0-9 ok: r y; a x 1; a z 1"),
        "read-skew 0 1");
    assertNames(
        List.of(
            "0 p0 0-9 ok: r x; a z 1; a y 2",
            "1 p1 0-9 ok: r z; a x 1; a y 1",
            "2 p2 20-29 ok: r y 1 2; r x 1; r z 1"),
        "single-anti-dependency 0 1");
    assertNames(
        List.of(
            "0 p0 0-9 ok: r z; a x 1; a y 1",
            "1 p1 0-9 ok: r x; a z 1; a y 2",
            "2 p2 20-29 ok: r y 1 2; r x 1; r z 1"),
        "single-anti-dependency 0 1");
  }

  /**
   * Over a row that was found and over one that was not: it makes no difference who comes first.
   */
  @Test
  void pairOverARowAndAPredicate_isTheOneOverTheRow() {
    String opening = "opening: 1 in 3; 2 in 4";
    String asked = " 0-9 ok: g 3 1.0@-; w 2 1 in 4";
    String changed = " 0-9 ok: g 4 2.0@-; w 1 1 in 3; w 5 1 in 3";
    assertRows(List.of(opening, "0 p0" + asked, "1 p1" + changed), "write-skew 0 1");
    assertRows(List.of(opening, "0 p0" + changed, "1 p1" + asked), "write-skew 0 1");
  }

  private static void assertRows(List<String> lines, String... names) {
    Judgement judgement = Txns.judge(Model.VERSIONED, lines.toArray(String[]::new));
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
  }

  @Test
  void pairsOverSeveralKeys_areNamedOnce() {
    assertNames(
        List.of(
            "0 p0 0-9 ok: r x; r y; a z 1; a v 1",
            "1 p1 0-9 ok: r z; r v; a x 1; a y 1",
            "2 p2 20-29 ok: r x 1; r y 1; r z 1; r v 1"),
        "write-skew 0 1");
  }

  /** What is worse elsewhere hides nothing here. */
  @Test
  void componentsBesideEachOther_areEachLookedAt() {
    assertNames(
        List.of(
            "0 p0 0-9 ok: a x 1; a y 1",
            "1 p1 0-9 ok: a x 2; a y 2",
            "2 p2 20-30 ok: r x 1 2; r y 2 1",
            "3 p3 0-9 ok: r u; a v 1",
            "4 p4 0-9 ok: r v; a w 1",
            "5 p5 0-9 ok: r w; a u 1",
            "6 p6 20-30 ok: r u 1; r v 1; r w 1"),
        "dirty-write 0 1",
        "anti-dependency-cycle 3 4 5");
  }

  @Test
  void moreThanAHundredPairs_areCounted() {
    List<String> lines = new ArrayList<>();
    lines.add("0 p0 0-9 ok: a x 1; a y 1");
    for (int t = 1; t <= 102; t++) {
      lines.add("%d p%1$d 0-9 ok: r x 1; r y".formatted(t));
    }
    Judgement judgement =
        Judge.judge(
            Txns.of(Model.LIST_APPEND, lines.toArray(String[]::new)),
            new Options(1_000_000, 200, false));
    assertEquals(100, judgement.findings().size());
    assertEquals(102, judgement.findings().get(0).count());
  }

  /** Beside a write skew, which has nothing to do with it. */
  @Test
  void readAtomic_inTime_asksOnlyOfThoseWhoHadEnded() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "0 p0 30-39 ok: r k 1",
                "1 p1 20-29 ok: r k",
                "2 p2 0-20 ok: a k 1",
                "3 p3 0-9 ok: r x; a y 1",
                "4 p4 0-9 ok: r y; a x 1"));
    Judgement touching = assertNames(lines, "write-skew 3 4");
    assertEquals(Answer.HOLDS, touching.levels().of(Level.READ_ATOMIC, Axis.STRICT));
    lines.set(2, "2 p2 0-19 ok: a k 1");
    Judgement stale = assertNames(lines, "write-skew 3 4", "stale-read-realtime 1 2");
    assertEquals(Answer.BROKEN, stale.levels().of(Level.READ_ATOMIC, Axis.STRICT));
    assertEquals(Answer.HOLDS, stale.levels().of(Level.READ_ATOMIC, Axis.SESSION));
  }

  @Test
  void findings_plainOnesFirst_whoeverWasFoundFirst() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: a k 1",
                "1 p1 20-29 ok: r k",
                "2 p2 30-39 ok: r k 1",
                "3 p3 0-9 ok: r x; a y 1",
                "4 p4 0-9 ok: r y; a x 1",
                "5 p5 0-9 ok: a v 1; a w 1",
                "6 p6 0-9 ok: r v 1; r w"),
            "stale-read-realtime 0 1",
            "write-skew 3 4",
            "read-skew 5 6");
    assertEquals(
        List.of(Phenomenon.READ_SKEW, Phenomenon.WRITE_SKEW, Phenomenon.STALE_READ),
        judgement.findings().stream().map(Finding::phenomenon).toList());
  }

  /** An update that another one had come between is found where the order of versions is read. */
  @Test
  void lostUpdate_withAnotherWriteInBetween_saysWhichWrites() {
    Judgement judgement =
        assertNames(
            List.of(
                "0 p0 0-9 ok: r z; a z 7; r x; a x 1",
                "1 p1 0-9 ok: a x 2",
                "2 p2 0-9 ok: r x; a x 3; a v 1",
                "3 p3 20-29 ok: r x 1 2 3; r z 7"),
            "lost-update 0 2");
    assertEquals(
        List.of(
            "T0 appended 1 to x, which T2 replaced or followed: T2 appended 3 to x, so T0 comes"
                + " before T2",
            "T2 read x = [] before T0 appended 1 to x, so T2 comes before T0"),
        judgement.findings().get(0).reasons().stream().map(Reason::sentence).toList());
    assertTrue(judgement.findings().get(0).reproduced());
  }
}
