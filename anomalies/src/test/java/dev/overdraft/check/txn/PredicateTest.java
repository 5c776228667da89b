package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PredicateTest {

  private static Judgement judge(String... lines) {
    return Txns.judge(Model.VERSIONED, lines);
  }

  private static void assertNames(Judgement judgement, String... names) {
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
    judgement.findings().forEach(f -> assertTrue(f.reproduced(), f.sentence()));
  }

  private static void assertLevel(Judgement judgement, Answer answer, Level... levels) {
    for (Level level : levels) {
      assertEquals(answer, judgement.levels().of(level, Axis.PLAIN), level.title());
    }
  }

  @Test
  void serial_holdsEverything() {
    Judgement judgement =
        judge(
            "opening: 1 in 3; 2 in 4",
            "0 p0 0-9 ok: g 3 1.0@-; g 4 2.0@-; w 1 1 in 4; w 5 1 in 3",
            "1 p1 10-19 ok: g 3 5.1@0; g 4 1.1@0 2.0@-; w 2 1 gone",
            "2 p0 20-29 ok: g 3 5.1@0; g 4 1.1@0; g 9");
    assertNames(judgement);
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.STRICT));
    assertTrue(
        judgement.notSearched().stream().noneMatch(what -> what.startsWith("predicates")),
        judgement.notSearched().toString());
  }

  @Test
  void withoutReadsOfGroups_saysThatPredicatesAreNotSearched() {
    Judgement judgement = judge("0 p0 0-9 ok: w x 1");
    assertTrue(
        judgement.notSearched().get(0).startsWith("predicates (wwp, wrp, rwp)"),
        judgement.notSearched().toString());
  }

  @Test
  void nobodyAsks_thereIsNothingToFind() {
    Judgement judgement = judge("opening: 1 in 3", "0 p0 0-9 ok: w 1 1 gone; w 2 1 in 3");
    assertNames(judgement);
    assertLevel(judgement, Answer.HOLDS, Level.SERIALIZABLE);
  }

  @Test
  void insertBetweenTwoReadsOfAGroup_isAPhantom() {
    Judgement judgement = judge("0 p0 0-99 ok: g 3; g 3 1.1@1", "1 p1 10-20 ok: w 1 1 in 3");
    assertNames(judgement, "phantom 0 1");
    assertLevel(judgement, Answer.HOLDS, Level.READ_COMMITTED, Level.REPEATABLE_READ);
    assertLevel(judgement, Answer.BROKEN, Level.CONSISTENT_VIEW, Level.PREFIX, Level.SERIALIZABLE);
    Finding phantom = judgement.findings().get(0);
    assertEquals(
        "T0 read group 3 = [], without row 1, which T1 then put there: T1 wrote row 1 = version 1,"
            + " in group 3, so T0 comes before T1",
        phantom.reasons().get(0).sentence());
    assertEquals("PMP", phantom.code());
    assertTrue(
        phantom
            .serialOrders()
            .contains(
                "T1, then T0: T0 would have found row 1 in group 3; T0 read" + " group 3 = []"),
        phantom.serialOrders().toString());
  }

  @Test
  void moveBetweenReadsOfTwoGroups_isReadSkewOverAPredicate() {
    Judgement judgement =
        judge("opening: 1 in 3", "0 p0 0-99 ok: g 4; g 3", "1 p1 10-20 ok: w 1 1 in 4");
    assertNames(judgement, "predicate-read-skew 0 1");
    assertEquals("G-single", judgement.findings().get(0).code());
    assertLevel(judgement, Answer.HOLDS, Level.READ_COMMITTED, Level.REPEATABLE_READ);
    assertLevel(judgement, Answer.BROKEN, Level.CONSISTENT_VIEW, Level.SNAPSHOT_ISOLATION);
    assertTrue(
        judgement.findings().get(0).reasons().stream()
            .anyMatch(
                r ->
                    r.sentence()
                        .startsWith("T0 read group 3 = [], without row 1, which T1 had taken out")),
        judgement.findings().get(0).reasons().toString());
  }

  @Test
  void deleteBetweenTwoReads_isOfAnItemThatWasReturned() {
    Judgement judgement =
        judge("opening: 1 in 3", "0 p0 0-99 ok: g 3 1.0@-; g 3", "1 p1 10-20 ok: w 1 1 gone");
    assertNames(judgement, "single-anti-dependency 0 1");
    assertLevel(judgement, Answer.HOLDS, Level.READ_COMMITTED);
    assertLevel(judgement, Answer.BROKEN, Level.REPEATABLE_READ, Level.CONSISTENT_VIEW);
  }

  @Test
  void eachInsertsWhatTheOtherAskedFor_isPredicateWriteSkew() {
    Judgement judgement = judge("0 p0 0-99 ok: g 3; w 2 1 in 4", "1 p1 0-99 ok: g 4; w 1 1 in 3");
    assertNames(judgement, "predicate-write-skew 0 1");
    assertEquals("G2", judgement.findings().get(0).code());
    assertLevel(judgement, Answer.HOLDS, Level.SNAPSHOT_ISOLATION, Level.REPEATABLE_READ);
    assertLevel(judgement, Answer.BROKEN, Level.SERIALIZABLE);
  }

  @Test
  void oneAlsoReadAnItem_isStillOverAPredicate() {
    Judgement judgement =
        judge(
            "opening: 2 in 4",
            "0 p0 0-99 ok: g 3; w 2 1 gone",
            "1 p1 0-99 ok: g 4 2.0@-; w 1 1 in 3");
    assertNames(judgement, "predicate-write-skew 0 1");
    assertLevel(judgement, Answer.HOLDS, Level.SNAPSHOT_ISOLATION, Level.REPEATABLE_READ);
  }

  @Test
  void itemsAndPredicates_areNamedByItems() {
    Judgement judgement =
        judge(
            "opening: 1 in 3; 2 in 4",
            "0 p0 0-99 ok: g 3 1.0@-; w 2 1 gone; w 6 1 in 4",
            "1 p1 0-99 ok: g 4 2.0@-; w 1 1 gone; w 5 1 in 3");
    assertNames(judgement, "write-skew 0 1");
    assertLevel(judgement, Answer.HOLDS, Level.SNAPSHOT_ISOLATION);
    assertLevel(judgement, Answer.BROKEN, Level.REPEATABLE_READ);
  }

  @Test
  void twoReadersOfTwoInserts_disagree() {
    Judgement judgement =
        judge(
            "0 p0 0-99 ok: w 1 1 in 3",
            "1 p1 0-99 ok: w 2 1 in 4",
            "2 p2 0-99 ok: g 3 1.1@0; g 4",
            "3 p3 0-99 ok: g 3; g 4 2.1@1");
    assertNames(judgement, "predicate-non-adjacent 0 1 2 3");
    assertLevel(judgement, Answer.HOLDS, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ);
    assertLevel(judgement, Answer.BROKEN, Level.SNAPSHOT_ISOLATION, Level.PREFIX);
  }

  @Test
  void eachMissesWhatTheOtherTookOut_isCircularFlow() {
    Judgement judgement =
        judge(
            "opening: 1 in 3; 2 in 4",
            "0 p0 0-99 ok: w 1 1 gone; g 4",
            "1 p1 0-99 ok: w 2 1 gone; g 3");
    assertNames(judgement, "circular-flow 0 1");
    assertLevel(judgement, Answer.BROKEN, Level.READ_COMMITTED);
  }

  @Test
  void insertBeforeTheReadBegan_isStaleInRealTime() {
    Judgement judgement = judge("0 p0 0-9 ok: w 1 1 in 3", "1 p1 20-29 ok: g 3");
    assertNames(judgement, "stale-predicate-read-realtime 0 1");
    assertLevel(judgement, Answer.HOLDS, Level.SERIALIZABLE);
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.STRICT));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.SESSION));
  }

  @Test
  void rowThatWasAlwaysThere_isMissed() {
    Judgement judgement = judge("opening: 1 in 3", "0 p0 0-9 ok: g 3", "1 p1 20-29 ok: w 1 1 in 3");
    assertNames(judgement, "predicate-read-miss 0");
    assertLevel(judgement, Answer.BROKEN, Level.READ_COMMITTED);
    assertLevel(judgement, Answer.HOLDS, Level.READ_UNCOMMITTED);
  }

  @Test
  void rowOfAnotherGroup_isGarbage() {
    assertNames(judge("opening: 1 in 4", "0 p0 0-9 ok: g 3 1.0@-"), "garbage-read 0");
    assertNames(judge("0 p0 0-9 ok: w 1 1 in 4", "1 p0 10-19 ok: g 3 1.1@0"), "garbage-read 0 1");
    assertNames(judge("0 p0 0-9 ok: w 1 1 in 4", "1 p0 10-19 ok: g 4 1.1@0"));
  }

  @Test
  void rowTakenOutByAFailure_isADirtyRead() {
    assertNames(
        judge("opening: 1 in 3", "0 p0 0-9 ok: g 3", "1 p1 0-9 fail: w 1 1 gone"),
        "aborted-read 0 1");
    assertNames(judge("0 p0 0-9 ok: g 3 1.1@1", "1 p1 0-9 fail: w 1 1 in 3"), "aborted-read 0 1");
    assertNames(judge("0 p0 0-9 ok: g 3", "1 p1 0-9 fail: w 1 1 in 3"));
  }

  @Test
  void rowTakenOutForAMoment_isAnIntermediateRead() {
    assertNames(
        judge("opening: 1 in 3", "0 p0 0-9 ok: g 3", "1 p1 0-9 ok: w 1 1 in 4; w 1 2 in 3"),
        "intermediate-read 0 1");
  }

  @Test
  void ownInsert_hasToBeSeen() {
    assertNames(judge("0 p0 0-9 ok: w 1 1 in 3; g 3"), "internal 0");
    assertNames(judge("0 p0 0-9 ok: w 1 1 in 3; g 3 1.1@0"));
    assertNames(judge("opening: 1 in 3", "0 p0 0-9 ok: w 1 1 gone; g 3 1.0@-"), "internal 0");
    assertNames(judge("opening: 1 in 3", "0 p0 0-9 ok: w 1 1 gone; g 3"));
  }

  @Test
  void info_thatAloneCanHaveTakenARowOut_counts() {
    String[] torn = {
      "opening: 1 in 3; 2 in 4",
      "0 p0 0-9 info: w 1 1 gone; w 2 1 gone",
      "1 p1 20-29 ok: g 4 2.0@-; g 3"
    };
    assertNames(judge(torn), "single-anti-dependency 0 1");
    torn[2] = "1 p1 20-29 ok: g 4 2.0@-; g 3 1.0@-";
    assertNames(judge(torn));
    torn[2] = "1 p1 20-29 ok: g 4; g 3";
    assertNames(judge(torn));
  }

  /** Either of two can have written version 1, so neither is known to have taken effect. */
  @Test
  void info_besideAWriteWithoutNumber_isLeftOut() {
    String[] lines = {
      "0 p0 0-9 info: w 1 1 in 3; w 2 1 in 4",
      "1 p1 0-9 info: w 1 1 in 3",
      "2 p2 20-29 ok: w 1 2 in 3",
      "3 p3 30-40 ok: g 4"
    };
    assertNames(judge(lines));
    lines[1] = "1 p1 0-9 info: w 1 ? in 3";
    assertNames(judge(lines));
    lines[1] = "1 p1 0-9 info: w 7 ? in 3";
    assertNames(judge(lines), "predicate-read-skew-realtime 0 2 3");
  }

  /** Both took effect, in an order that nobody knows, if both found the row. */
  @Test
  void twoWritesWithoutNumber_areNotOneVersion() {
    Judgement judgement =
        judge(
            "opening: 1 in 3",
            "0 p0 0-9 info: w 1 ? in 5; w 2 1 in 4",
            "1 p1 0-9 info: w 1 ? in 6; w 3 1 in 4",
            "2 p2 20-29 ok: g 4 2.1@0 3.1@1");
    assertNames(judgement);
    assertLevel(judgement, Answer.UNKNOWN, Level.READ_UNCOMMITTED, Level.SERIALIZABLE);
    assertEquals(2, judgement.faults().size());
  }

  @Test
  void rowThatCameAndWent_isUnknown() {
    String[] lines = {
      "0 p0 0-9 ok: w 1 1 in 3", "1 p1 10-19 ok: w 1 2 gone; w 2 1 in 4", "2 p2 20-29 ok: g 3"
    };
    Judgement judgement = judge(lines);
    assertNames(judgement);
    assertLevel(judgement, Answer.UNKNOWN, Level.READ_COMMITTED, Level.SERIALIZABLE);
    assertLevel(judgement, Answer.HOLDS, Level.READ_UNCOMMITTED);
    assertTrue(
        judgement.notSearched().get(0).startsWith("predicates: 1 times"),
        judgement.notSearched().toString());
  }

  @Test
  void rowThatCameAgain_isJudgedByWhatHoldsEitherWay() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: w 1 1 in 3",
            "1 p1 10-19 ok: w 1 2 gone",
            "2 p2 20-29 ok: w 1 3 in 3; w 2 1 in 4",
            "3 p3 20-29 ok: g 3; g 4 2.1@2");
    assertNames(judgement, "predicate-read-skew 2 3");
    assertLevel(judgement, Answer.BROKEN, Level.CONSISTENT_VIEW);
    assertLevel(judgement, Answer.UNKNOWN, Level.READ_COMMITTED);
  }

  @Test
  void versionThatNobodyRecorded_decidesNothing() {
    Judgement judgement =
        judge("0 p0 0-9 ok: w 1 1 in 3", "1 p1 20-29 ok: w 1 3 in 3", "2 p2 20-29 ok: g 3");
    assertNames(judgement);
    assertLevel(judgement, Answer.UNKNOWN, Level.SERIALIZABLE);
  }
}
