package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ListAppendTest {

  private static Judgement judge(String... lines) {
    return Txns.judge(Model.LIST_APPEND, lines);
  }

  private static void assertNames(Judgement judgement, String... names) {
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
  }

  private static void assertStrongest(Judgement judgement, Axis axis, Level... levels) {
    assertEquals(Set.of(levels), judgement.levels().strongest(axis));
  }

  @Test
  void updatesLostToAThird_whoseOwnPlaceNobodyKnows_areNamed() {
    assertNames(
        judge(
            "0 p0 0-9 ok: r x; a x 2",
            "1 p1 0-9 ok: r x; a x 3",
            "2 p2 0-9 ok: r x; a x 1",
            "3 p3 0-9 ok: r x 1"),
        "lost-update 0 1",
        "lost-update 0 2");
  }

  @Test
  void nothing_holdsEverything() {
    Judgement judgement = judge();
    assertNames(judgement);
    assertStrongest(judgement, Axis.STRICT, Level.SERIALIZABLE);
  }

  @Test
  void serial_holdsEverything() {
    Judgement judgement =
        judge(
            "0 p0 0-10 ok: r x; a x 1; r x 1",
            "1 p1 11-20 ok: r x 1; a x 2; a y 1",
            "2 p0 21-30 ok: r y 1; r x 1 2");
    assertNames(judgement);
    assertStrongest(judgement, Axis.STRICT, Level.SERIALIZABLE);
    assertStrongest(judgement, Axis.PLAIN, Level.SERIALIZABLE);
  }

  @Test
  void lostUpdate_isNamedWithBothCulprits() {
    Judgement judgement =
        judge("0 p0 0-10 ok: r x; a x 1", "1 p1 5-20 ok: r x; a x 2", "2 p2 30-40 ok: r x 1 2");
    assertNames(judgement, "lost-update 0 1");
    assertStrongest(judgement, Axis.PLAIN, Level.PREFIX);
  }

  @Test
  void lostUpdate_nobodyReadEither_isStillOne() {
    Judgement judgement = judge("0 p0 0-10 ok: r x; a x 1", "1 p1 5-20 ok: r x; a x 2");
    assertNames(judgement, "lost-update 0 1");
    assertStrongest(judgement, Axis.PLAIN, Level.PREFIX);
  }

  @Test
  void writeSkew_breaksSerializabilityOnly() {
    Judgement judgement =
        judge(
            "0 p0 0-10 ok: r x; a y 1", "1 p1 0-10 ok: r y; a x 1", "2 p2 20-30 ok: r x 1; r y 1");
    assertNames(judgement, "write-skew 0 1");
    assertStrongest(judgement, Axis.STRICT, Level.SNAPSHOT_ISOLATION);
  }

  @Test
  void readSkew_isNamed() {
    Judgement judgement = judge("0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r x 1; r y");
    assertNames(judgement, "read-skew 0 1");
    assertStrongest(judgement, Axis.PLAIN, Level.CURSOR_STABILITY);
  }

  @Test
  void readSkew_olderStateFirst_isMonotonicAtomicView() {
    Judgement judgement = judge("0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r y; r x 1");
    assertNames(judgement, "read-skew 0 1");
    assertStrongest(judgement, Axis.PLAIN, Level.CURSOR_STABILITY, Level.MONOTONIC_ATOMIC_VIEW);
  }

  @Test
  void longFork_holdsParallelSnapshotIsolation() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a y 1",
            "2 p2 0-9 ok: r x 1; r y",
            "3 p3 0-9 ok: r x; r y 1");
    assertNames(judgement, "long-fork 0 1 2 3");
    assertStrongest(judgement, Axis.PLAIN, Level.PARALLEL_SNAPSHOT_ISOLATION);
  }

  @Test
  void dirtyWrite_breaksEverything() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: a x 1; a y 1",
            "1 p1 0-9 ok: a x 2; a y 2",
            "2 p2 20-30 ok: r x 1 2; r y 2 1");
    assertNames(judgement, "dirty-write 0 1");
    assertStrongest(judgement, Axis.PLAIN);
  }

  @Test
  void circularFlow_isReadUncommitted() {
    Judgement judgement = judge("0 p0 0-9 ok: a x 1; r y 1", "1 p1 0-9 ok: a y 1; r x 1");
    assertNames(judgement, "circular-flow 0 1");
    assertStrongest(judgement, Axis.PLAIN, Level.READ_UNCOMMITTED);
  }

  @Test
  void abortedRead_andUpdateOnIt_areNamed() {
    Judgement judgement =
        judge(
            "0 p0 0-9 fail: a x 1",
            "1 p1 0-9 ok: r x 1",
            "2 p2 0-9 ok: a x 2",
            "3 p3 20-30 ok: r x 1 2");
    assertNames(judgement, "aborted-read 0 1", "dirty-update 0 2");
    assertStrongest(judgement, Axis.PLAIN, Level.READ_UNCOMMITTED);
  }

  @Test
  void intermediateRead_isNamed() {
    Judgement judgement =
        judge("0 p0 0-9 ok: a x 1; a x 2", "1 p1 0-9 ok: r x 1", "2 p2 20-30 ok: r x 1 2");
    assertNames(judgement, "intermediate-read 0 1");
  }

  @Test
  void internal_ownAppendNotSeen_isNamed() {
    assertNames(judge("0 p0 0-9 ok: a x 1; r x"), "internal 0");
    assertNames(judge("0 p0 0-9 ok: r x; a x 1; r x 1; a x 2; r x 1 2"));
  }

  @Test
  void futureRead_isNamed() {
    assertNames(judge("0 p0 0-9 ok: r x 1; a x 1"), "future-read 0");
  }

  @Test
  void garbageRead_isNamed() {
    assertNames(judge("0 p0 0-9 ok: r x 7"), "garbage-read 0");
  }

  @Test
  void duplicateElements_areNamed() {
    assertNames(judge("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: r x 1 1"), "duplicate-elements 0 1");
  }

  @Test
  void incompatibleOrder_isNamed() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a x 2",
            "2 p2 20-29 ok: r x 1 2",
            "3 p3 20-29 ok: r x 2");
    assertNames(judgement, "incompatible-order 2 3");
  }

  @Test
  void staleRead_breaksStrictOnly() {
    Judgement judgement = judge("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: r x", "2 p2 30-39 ok: r x 1");
    assertNames(judgement, "stale-read-realtime 0 1");
    assertStrongest(judgement, Axis.SESSION, Level.SERIALIZABLE);
    assertStrongest(judgement, Axis.STRICT, Level.CURSOR_STABILITY, Level.MONOTONIC_ATOMIC_VIEW);
  }

  @Test
  void staleRead_inOneProcess_breaksSessions() {
    Judgement judgement = judge("0 p0 0-9 ok: a x 1", "1 p0 20-29 ok: r x", "2 p2 30-39 ok: r x 1");
    assertNames(judgement, "stale-read-process 0 1");
    assertStrongest(judgement, Axis.PLAIN, Level.SERIALIZABLE);
  }

  @Test
  void lostAppend_isNamedAndNothingElse() {
    Judgement judgement =
        judge("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: a x 2", "2 p2 30-39 ok: r x 2");
    assertNames(judgement, "lost-append-realtime 0 2");
  }

  @Test
  void info_countsOnlyIfSeen() {
    assertNames(judge("0 p0 0-9 info: a x 1", "1 p1 20-29 ok: r x"));
    assertNames(
        judge("0 p0 0-9 info: a x 1; a y 1", "1 p1 20-29 ok: r x 1; r y", "2 p3 30-40 ok: r y 1"),
        "read-skew 0 1");
  }

  @Test
  void repeatedValue_provesNothing() {
    Judgement judgement = judge("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: a x 1; r x 1 1");
    assertEquals(Set.of(), judgement.levels().strongest(Axis.PLAIN));
    assertEquals(1, judgement.faults().size());
  }

  @Test
  void missed_oneOfThreeThatNobodyRead_namesThatOne() {
    for (int stale = 0; stale < 3; stale++) {
      String[] lines = new String[4];
      for (int t = 0; t < 3; t++) {
        lines[t] = "%d p%1$d %s ok: a x %1$d".formatted(t, t == stale ? "0-9" : "40-49");
      }
      lines[3] = "3 p3 20-29 ok: r x";
      assertNames(judge(lines), "lost-append-realtime " + stale + " 3");
    }
  }

  @Test
  void threeReadTheSameAndAppended_nobodyReadAny_eachIsNamed() {
    assertNames(
        judge("0 p0 0-9 ok: r x; a x 1", "1 p1 0-9 ok: r x; a x 2", "2 p2 0-9 ok: r x; a x 3"),
        "lost-update 0 1",
        "lost-update 0 2");
  }

  @Test
  void replaced_beforeItWasAppended_namesTheOneOfThreeThatNobodyRead() {
    for (int early = 1; early < 4; early++) {
      String[] lines = new String[5];
      lines[0] = "0 p0 20-29 ok: a x 9";
      for (int t = 1; t < 4; t++) {
        lines[t] = "%d p%1$d %s ok: a x %1$d".formatted(t, t == early ? "0-9" : "20-29");
      }
      lines[4] = "4 p4 20-29 ok: r x 9";
      assertNames(judge(lines), "lost-append-realtime " + early + " 4");
    }
  }

  @Test
  void staleRead_answeredWhenTheReaderWasAsked_isNone() {
    assertNames(judge("0 p0 0-20 ok: a x 1", "1 p1 20-29 ok: r x", "2 p2 30-39 ok: r x 1"));
    assertNames(
        judge("0 p0 0-19 ok: a x 1", "1 p1 20-29 ok: r x", "2 p2 30-39 ok: r x 1"),
        "stale-read-realtime 0 1");
  }

  @Test
  void staleRead_manyAnsweredInBetween_isNamedAllTheSame() {
    String[] lines = new String[12];
    lines[0] = "0 p0 0-9 ok: a x 1";
    for (int t = 1; t <= 9; t++) {
      lines[t] = "%d p%<d %d-%d ok: a y %1$d".formatted(t, 10 * t, 10 * t + 8);
    }
    lines[10] = "10 p10 200-209 ok: r x";
    lines[11] = "11 p11 210-219 ok: r x 1; r y 1 2 3 4 5 6 7 8 9";
    assertNames(judge(lines), "stale-read-realtime 0 10");
  }
}
