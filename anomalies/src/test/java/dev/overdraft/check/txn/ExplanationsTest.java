package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For every level that is said to be broken, a finding says why. */
class ExplanationsTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 100);

  @Test
  void everyBrokenLevel_hasAReason() {
    Map<Level, Integer> broken = new EnumMap<>(Level.class);
    for (int seed = 1; seed <= SEEDS; seed++) {
      hasReasons(RandomRegisters.of(seed, 3 + seed % 4), "registers " + seed, broken);
      hasReasons(TailOrdersTest.drawn(seed).history(Model.LIST_APPEND), "lists " + seed, broken);
      for (SimulatedDatabase.Kind kind : SimulatedDatabase.Kind.values()) {
        Script script = new SimulatedDatabase(kind, seed, 3).run(9);
        for (Model model : Model.values()) {
          hasReasons(script.history(model), kind + " " + model + " " + seed, broken);
        }
      }
    }
    assertEquals(Set.of(Level.values()), broken.keySet());
  }

  private static void hasReasons(TxnHistory history, String which, Map<Level, Integer> broken) {
    Judgement judgement = Judge.judge(history, new Options(1_000_000, 5, false));
    for (Axis axis : Axis.values()) {
      for (Level level : Level.values()) {
        boolean is = judgement.levels().of(level, axis) == Answer.BROKEN;
        assertEquals(
            is,
            !judgement.notAllowedAt(level, axis).isEmpty(),
            () ->
                "%s, %s: %s%n%s"
                    .formatted(which, axis.name(level), Txns.names(judgement), Txns.text(history)));
        if (is) {
          broken.merge(level, 1, Integer::sum);
        }
      }
    }
  }

  private static Set<Level> forbiddenBy(Model model, String... lines) {
    List<Finding> findings = Txns.judge(model, lines).findings();
    assertEquals(1, findings.size(), () -> findings.toString());
    assertTrue(findings.get(0).reproduced());
    return findings.get(0).forbiddenBy();
  }

  @Test
  void halfSeenAndThenMissed_isNoAtomicViewEither() {
    assertEquals(
        Set.of(Level.MONOTONIC_ATOMIC_VIEW, Level.CONSISTENT_VIEW),
        forbiddenBy(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r x 1; r y"));
  }

  @Test
  void missedAndThenHalfSeen_isAMonotonicView() {
    assertEquals(
        Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        forbiddenBy(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r y; r x 1"));
  }

  @Test
  void causeOfWhatWasRead_isMissedThoughAllThatWasReadIsSeen() {
    assertEquals(
        Set.of(Level.CAUSAL, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        forbiddenBy(
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: r x 1; a y 1",
            "2 p2 0-9 ok: r y 1; r x"));
  }

  /** That T0's x was overwritten before it was lost breaks more than that it was lost. */
  @Test
  void lostAppend_breaksWhatTheCyclesBehindItBreak() {
    List<Finding> lost =
        Txns.judge(
                Model.LIST_APPEND,
                "0 p0 0-9 ok: a x 1",
                "1 p1 20-29 ok: a x 2",
                "2 p2 30-39 ok: r x 2",
                "3 p3 0-9 ok: a y 1",
                "4 p4 30-39 ok: r y")
            .findings();
    assertEquals(
        List.of(Phenomenon.LOST_APPEND, Phenomenon.LOST_APPEND),
        lost.stream().map(Finding::phenomenon).toList());
    assertEquals(Set.of(Level.READ_UNCOMMITTED), lost.get(0).forbiddenBy());
    assertEquals(Phenomenon.LOST_APPEND.forbiddenBy(), lost.get(1).forbiddenBy());
  }

  /** T2 built on T0 and saw T0's other key as it was before: nobody who was read from is missed. */
  @Test
  void onlyThePrefixIsMissed() {
    assertEquals(
        Set.of(Level.CONSISTENT_VIEW, Level.PREFIX, Level.REPEATABLE_READ),
        forbiddenBy(
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1; a y 1",
            "1 p1 0-9 ok: a x 2",
            "2 p2 0-9 ok: r x 1 2; r y"));
  }
}
