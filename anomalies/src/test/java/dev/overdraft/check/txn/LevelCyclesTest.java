package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of each level the cycle that breaks it, or none, in one component. */
class LevelCyclesTest {

  private static final String NONE = "none";

  private static String found(Level level, Axis axis, String... lines) {
    return found(level, axis, 1_000, lines);
  }

  private static String found(Level level, Axis axis, long steps, String... lines) {
    TxnHistory history = Txns.of(Model.LIST_APPEND, lines);
    Versions versions = ListVersions.of(history, new Sightings());
    Digraph graph = Dependencies.of(versions);
    List<int[]> parts = Components.of(graph, Hunt.mask(Axis.STRICT));
    assertEquals(1, parts.size(), "one component");
    var budget = new Budget(steps);
    return new LevelCycles(
            Subgraph.of(graph, parts.get(0), ~0), new Visibility(versions, budget), budget)
        .of(level, axis)
        .map(LevelCyclesTest::text)
        .orElse(NONE);
  }

  private static String text(Cycle cycle) {
    return cycle.steps().stream()
        .map(step -> "T%d %s".formatted(step.vertex(), step.kind()))
        .collect(Collectors.joining(" "));
  }

  private static final String[] HALF_SEEN = {
    "0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r x 1; r y"
  };

  private static final String[] MISSED_FIRST = {
    "0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r y; r x 1"
  };

  @Test
  void monotonicAtomicView_missedAfterwards_found() {
    assertEquals("T1 RW T0 WR", found(Level.MONOTONIC_ATOMIC_VIEW, Axis.PLAIN, HALF_SEEN));
    assertEquals(NONE, found(Level.MONOTONIC_ATOMIC_VIEW, Axis.PLAIN, MISSED_FIRST));
  }

  @Test
  void readAtomic_missedBeforeOrAfterwards_found() {
    assertEquals("T1 RW T0 WR", found(Level.READ_ATOMIC, Axis.PLAIN, HALF_SEEN));
    assertEquals("T1 RW T0 WR", found(Level.READ_ATOMIC, Axis.PLAIN, MISSED_FIRST));
  }

  /** The first of two readers misses nothing; the second overwrote what it had read. */
  @Test
  void readAtomic_secondReaderOfOneWriter_found() {
    assertEquals(
        "T2 RW T0 WR",
        found(
            Level.READ_ATOMIC,
            Axis.PLAIN,
            "0 p0 0-9 ok: r z; a x 1; a y 1",
            "1 p1 0-9 ok: r x 1; r y 1; a z 1",
            "2 p2 0-9 ok: r x 1; a x 2; r y"));
  }

  @Test
  void writerThatSawNothingOfTheOther_isMissedByNobody() {
    String[] skew = {"0 p0 0-9 ok: r x; a y 1", "1 p1 0-9 ok: r y; a x 1"};
    for (Level level : Level.values()) {
      assertEquals(NONE, found(level, Axis.PLAIN, skew), level.name());
    }
  }

  /** What came before in its own process was missed: a reason in sessions alone. */
  @Test
  void readAtomic_ownWriteMissed_foundInSessions() {
    String[] stale = {
      "0 p0 0-9 ok: a x 1", "1 p0 20-29 ok: r x", "2 p1 0-29 ok: r x 1",
    };
    assertEquals(NONE, found(Level.READ_ATOMIC, Axis.PLAIN, stale));
    assertEquals("T0 PROCESS T1 RW", found(Level.READ_ATOMIC, Axis.SESSION, stale));
    assertEquals("T0 PROCESS T1 RW", found(Level.CAUSAL, Axis.SESSION, stale));
    assertEquals(NONE, found(Level.CAUSAL, Axis.PLAIN, stale));
  }

  /** The writer had ended, somewhere, when its reader began. */
  @Test
  void readAtomic_whatHadEndedMissed_foundInTime() {
    String[] stale = {
      "0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: r x", "2 p2 0-29 ok: r x 1",
    };
    assertEquals(NONE, found(Level.READ_ATOMIC, Axis.SESSION, stale));
    assertEquals("T0 REALTIME T1 RW", found(Level.READ_ATOMIC, Axis.STRICT, stale));
  }

  private static final String[] CAUSE = {
    "0 p0 0-9 ok: a x 1", "1 p1 0-9 ok: r x 1; a y 1", "2 p2 0-9 ok: r y 1; r x",
  };

  @Test
  void causal_causeOfWhatWasReadMissed_found() {
    assertEquals("T0 WR T1 WR T2 RW", found(Level.CAUSAL, Axis.PLAIN, CAUSE));
    assertEquals(NONE, found(Level.READ_ATOMIC, Axis.PLAIN, CAUSE));
  }

  @Test
  void prefix_goesThroughWhatWasSeenBeforeEachMiss() {
    assertEquals(
        "T2 RW T0 WW T1 WR",
        found(
            Level.PREFIX,
            Axis.PLAIN,
            "0 p0 0-9 ok: a x 1; a y 1",
            "1 p1 0-9 ok: a x 2",
            "2 p2 0-9 ok: r x 1 2; r y"));
  }

  /** Each of both readers saw one and missed the other: no order of commits allows it. */
  @Test
  void prefix_longFork_found() {
    assertEquals(
        "T2 RW T1 WR T3 RW T0 WR",
        found(
            Level.PREFIX,
            Axis.PLAIN,
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a y 1",
            "2 p2 0-9 ok: r x 1; r y",
            "3 p3 0-9 ok: r x; r y 1"));
  }

  /** T1 wrote over T0 but had seen nothing of it. */
  @Test
  void prefix_missAfterAnOverwrite_isNone() {
    assertEquals(
        NONE,
        found(
            Level.PREFIX,
            Axis.PLAIN,
            "0 p0 0-9 ok: r z 1; a x 1",
            "1 p1 0-9 ok: a x 2; r y",
            "2 p2 0-9 ok: a y 1; a z 1",
            "3 p3 0-9 ok: r x 1 2"));
  }

  private static final String[] CAUSE_AND_HALF = {
    "0 p0 0-9 ok: a x 1; a v 1",
    "1 p1 0-9 ok: r x 1; a y 1",
    "2 p2 0-9 ok: r y 1; r x; a w 1",
    "3 p3 0-9 ok: r v 1; r w; a u 1",
    "4 p4 0-9 ok: r u 1; r x",
  };

  @Test
  void prefix_ofSeveral_theShortestFirst() {
    assertEquals("T2 RW T0 WR T1 WR", found(Level.PREFIX, Axis.PLAIN, CAUSE_AND_HALF));
    assertEquals(
        "T5 RW T3 WR T4 WR",
        found(
            Level.PREFIX,
            Axis.PLAIN,
            "0 p0 0-9 ok: r u 1; r x",
            "1 p1 0-9 ok: r v 1; a u 1",
            "2 p2 0-9 ok: r w 1; a v 1",
            "3 p3 0-9 ok: a x 1; a w 1",
            "4 p4 0-9 ok: r x 1; a y 1",
            "5 p5 0-9 ok: r y 1; r x"));
  }

  @Test
  void withoutSteps_isNone() {
    assertEquals(NONE, found(Level.PREFIX, Axis.PLAIN, 0, CAUSE));
    assertEquals(NONE, found(Level.CAUSAL, Axis.PLAIN, 0, CAUSE));
    assertEquals(NONE, found(Level.READ_ATOMIC, Axis.PLAIN, 0, HALF_SEEN));
  }

  @Test
  void levelsThatNameTheirCycles_areNotSearched() {
    assertEquals(NONE, found(Level.SERIALIZABLE, Axis.STRICT, HALF_SEEN));
    assertEquals(NONE, found(Level.CONSISTENT_VIEW, Axis.STRICT, HALF_SEEN));
  }
}
