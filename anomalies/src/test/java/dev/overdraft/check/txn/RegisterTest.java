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
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RegisterTest {

  private static Judgement judge(String... lines) {
    return Txns.judge(Model.REGISTER, lines);
  }

  private static void assertNames(Judgement judgement, String... names) {
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
  }

  @Test
  void serial_holdsEverything() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: r x nil; w x 1",
            "1 p1 10-19 ok: r x 1; w x 2; w y 1",
            "2 p0 20-29 ok: r x 2; r y 1; w y 2",
            "3 p1 30-39 ok: w x 3");
    assertNames(judgement);
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.STRICT));
  }

  @Test
  void lostUpdate_isNamedWithBothCulprits() {
    Judgement judgement = judge("0 p0 0-9 ok: r x nil; w x 1", "1 p1 0-9 ok: r x nil; w x 2");
    assertNames(judgement, "lost-update 0 1");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.PLAIN));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.READ_COMMITTED, Axis.PLAIN));
  }

  @Test
  void writeSkew_isNamed() {
    Judgement judgement =
        judge("0 p0 0-9 ok: r x nil; r y nil; w x 1", "1 p1 0-9 ok: r x nil; r y nil; w y 1");
    assertNames(judgement, "write-skew 0 1");
    assertEquals(Set.of(Level.SNAPSHOT_ISOLATION), judgement.levels().strongest(Axis.STRICT));
  }

  @Test
  void staleRead_isNamed() {
    assertNames(judge("0 p0 0-9 ok: w x 1", "1 p1 20-29 ok: r x nil"), "stale-read-realtime 0 1");
  }

  @Test
  void singleReads_areNamed() {
    assertNames(judge("0 p0 0-9 ok: r x 7"), "garbage-read 0");
    assertNames(judge("0 p0 0-9 fail: w x 1", "1 p1 0-9 ok: r x 1"), "aborted-read 0 1");
    assertNames(judge("0 p0 0-9 ok: w x 1; w x 2", "1 p1 0-9 ok: r x 1"), "intermediate-read 0 1");
    assertNames(judge("0 p0 0-9 ok: w x 1; r x nil"), "internal 0");
    assertNames(judge("0 p0 0-9 ok: r x 1; w x 1"), "future-read 0");
  }

  @Test
  void blindWrites_guessThatWorks_isAProof() {
    Judgement judgement =
        judge("0 p0 0-9 ok: w x 1", "1 p1 20-29 ok: w x 2", "2 p0 30-39 ok: r x 2");
    assertNames(judgement);
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.STRICT));
  }

  @Test
  void cyclicVersions_areNamed() {
    Judgement judgement = judge("0 p0 0-9 ok: r x 2; w x 1", "1 p1 0-9 ok: r x 1; w x 2");
    assertNames(judgement, "circular-flow 0 1", "cyclic-versions 0 1");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_UNCOMMITTED, Axis.PLAIN));
  }

  @Test
  void info_countsIfSeen() {
    assertNames(
        judge("0 p0 0-9 info: w x 1; w y 1", "1 p1 0-9 ok: r x 1; r y nil"),
        "read-skew 0 1",
        "vanished-effect 0 1");
    assertNames(judge("0 p0 0-9 info: w x 1; w y 1", "1 p1 20-29 ok: r x nil; r y nil"));
  }

  /** T2 saw T1's z and T0's x: had T1 written x after T0, T2 would have missed that. */
  private static final String[] OTHER_WAY_ROUND = {
    "0 p0 0-9 ok: w x 1", "1 p1 20-29 ok: w x 2; w z 1", "2 p2 40-49 ok: r z 1; r x 1"
  };

  @Test
  void orderOfTimeIsWrong_anotherOneIsFound() {
    Judgement judgement = judge(OTHER_WAY_ROUND);
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.SESSION));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_ATOMIC, Axis.STRICT));
    assertNames(judgement, "vanished-effect-realtime 0 1 2");
  }

  @Test
  void orderIsNotFoundInTime_isUnknownAndSaysAfterHowManySteps() {
    Judgement judgement =
        Judge.judge(Txns.of(Model.REGISTER, OTHER_WAY_ROUND), new Options(1, 5, true));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
    assertTrue(
        judgement.notSearched().contains("serializability: unknown after 1 steps"),
        judgement.notSearched().toString());
  }

  /** Blind writes of one key, all at the same time: millions of pairs that may come either way. */
  @Test
  void moreOrdersThanFit_areNotSearchedAndNoStepsAreClaimed() {
    List<String> lines = new ArrayList<>(List.of(OTHER_WAY_ROUND));
    for (int t = 3; t < 3000; t++) {
      lines.add("%d p%d 0-99999 ok: w x %d".formatted(t, t, t + 10));
    }
    Judgement judgement = judge(lines.toArray(String[]::new));
    assertTrue(
        judgement.notSearched().stream().anyMatch(why -> why.contains("not searched, more pairs")),
        judgement.notSearched().toString());
    assertTrue(
        judgement.notSearched().stream().noneMatch(why -> why.contains("steps")),
        judgement.notSearched().toString());
  }

  @Test
  void fracturedRead_breaksReadAtomicAndNotMonotonicView() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: r x 1; w x 2; w y 1", "2 p2 0-9 ok: r x 1; r y 1");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_ATOMIC, Axis.PLAIN));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.MONOTONIC_ATOMIC_VIEW, Axis.PLAIN));
    assertNames(judgement, "read-skew 1 2");
  }

  @Test
  void orderOfTimeIsWrong_butTheyOverlap_anotherOneIsFoundInTime() {
    Judgement judgement =
        judge("0 p0 0-30 ok: w x 1", "1 p1 10-29 ok: w x 2; w z 1", "2 p2 40-49 ok: r z 1; r x 1");
    assertNames(judgement);
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.STRICT));
  }

  @Test
  void orderOfTimeIsWrong_inOneProcess_breaksSessions() {
    Judgement judgement =
        judge("0 p0 0-9 ok: w x 1", "1 p0 20-29 ok: w x 2; w z 1", "2 p2 40-49 ok: r z 1; r x 1");
    assertNames(judgement, "vanished-effect-process 0 1 2");
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.PLAIN));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CAUSAL, Axis.SESSION));
  }

  @Test
  void orderOfTimeIsWrong_othersAnsweredInBetween_breaksStrictOnly() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: w x 1",
            "1 p1 20-29 ok: w x 2; w z 1",
            "2 p2 40-49 ok: r z 1; r x 1",
            "3 p3 11-12 ok: w q 1",
            "4 p4 13-14 ok: w q 2");
    assertNames(judgement, "vanished-effect-realtime 0 1 2");
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.SESSION));
  }

  /** T2 saw T1's effect, T3 saw T2's, and yet T3 saw x as it was before T1's. */
  @Test
  void effectWithoutItsCauseTwoStepsAway_breaksCausalAndNotReadAtomic() {
    Judgement judgement =
        judge(
            "0 p0 0-99 ok: w x 1",
            "1 p1 0-99 ok: r x 1; w x 2; w y 1",
            "2 p2 0-99 ok: r y 1; w z 1",
            "3 p3 0-99 ok: r z 1; r x 1");
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.CAUSAL, Axis.PLAIN));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.READ_ATOMIC, Axis.PLAIN));
    assertNames(judgement, "missed-cause 0 1 2 3", "single-anti-dependency 1 2 3");
  }

  @Test
  void ownWriteNotSeenAgain_inOrderOfProcesses_breaksSessionsOnly() {
    Judgement judgement =
        judge("0 p0 0-9 ok: w x 1", "1 p1 0-99 ok: r x 1; w x 2", "2 p1 100-110 ok: r x 1");
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.PLAIN));
    assertEquals(Answer.BROKEN, judgement.levels().of(Level.READ_ATOMIC, Axis.SESSION));
    assertNames(judgement, "stale-read-process 1 2");
  }
}
