package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The weakest levels that a cycle breaks, by what was seen and missed in it. */
class BreachTest {

  private static Versions lists(String... lines) {
    return ListVersions.of(Txns.of(Model.LIST_APPEND, lines), new Sightings());
  }

  /** Goes round transactions 0, 1, 2, … along those edges. */
  private static Cycle cycle(EdgeKind... kinds) {
    List<Cycle.Step> steps = new ArrayList<>();
    for (int at = 0; at < kinds.length; at++) {
      steps.add(new Cycle.Step(at, kinds[at]));
    }
    return new Cycle(steps);
  }

  private static final String[] OVERWROTE_AND_READ = {
    "0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r x 1; a x 2; r y", "2 p2 20-29 ok: r x 1 2"
  };

  /** The edge says that it was overwritten; it had been read, too. */
  @Test
  void overwriterWhoHadRead_missedTheRest() {
    assertEquals(
        Set.of(Level.MONOTONIC_ATOMIC_VIEW, Level.CONSISTENT_VIEW),
        new Breach(lists(OVERWROTE_AND_READ))
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WW, EdgeKind.RW)));
  }

  @Test
  void overwriterWhoHadNotRead_missedNothingThatHeSaw() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: a x 2; r y", "2 p2 20-29 ok: r x 1 2; r y");
    assertEquals(
        Phenomenon.SINGLE_ANTI_DEPENDENCY.forbiddenBy(),
        new Breach(versions)
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WW, EdgeKind.RW)));
  }

  /** The first edge is the order of a process, and whoever came later had read nothing of it. */
  @Test
  void laterOneOfAProcess_missedWhatCameBefore() {
    Versions versions = lists("0 p0 0-9 ok: a x 1", "1 p0 20-29 ok: r x", "2 p1 0-9 ok: r x 1");
    assertEquals(
        Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(versions).of(Phenomenon.STALE_READ, cycle(EdgeKind.PROCESS, EdgeKind.RW)));
  }

  /** T0's cause came to T2 through T1, whom T2 had read from or come after. */
  @Test
  void causeTwoStepsAway_isMissed() {
    String[] lines = {
      "0 p0 0-9 ok: a x 1", "1 p1 0-9 ok: r x 1; a y 1", "2 p1 20-29 ok: r y 1; r x",
    };
    assertEquals(
        Set.of(Level.CAUSAL, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(lists(lines))
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WR, EdgeKind.WR, EdgeKind.RW)));
    assertEquals(
        Set.of(Level.CAUSAL, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(lists(lines))
            .of(
                Phenomenon.SINGLE_ANTI_DEPENDENCY,
                cycle(EdgeKind.WR, EdgeKind.PROCESS, EdgeKind.RW)));
    assertEquals(
        Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(lists(lines))
            .of(
                Phenomenon.SINGLE_ANTI_DEPENDENCY,
                cycle(EdgeKind.PROCESS, EdgeKind.PROCESS, EdgeKind.RW)));
  }

  /** T1 overwrote T0, who had seen T2, and missed T2; what T0 left it had not seen. */
  @Test
  void overwriterInALongerCycle_whoHadNotRead_missedNothingThatHeSaw() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: r z 1; a x 1; a v 1",
            "1 p1 0-9 ok: a x 2; r y; r v",
            "2 p2 0-9 ok: a y 1; a z 1",
            "3 p3 20-29 ok: r x 1 2; r y 1; r v 1");
    assertEquals(
        Phenomenon.SINGLE_ANTI_DEPENDENCY.forbiddenBy(),
        new Breach(versions)
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WW, EdgeKind.RW, EdgeKind.WR)));
  }

  @Test
  void overwriterInALongerCycle_whoHadRead_missedACause() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: r z 1; a x 1",
            "1 p1 0-9 ok: r x 1; a x 2; r y",
            "2 p2 0-9 ok: a y 1; a z 1",
            "3 p3 20-29 ok: r x 1 2; r y 1");
    assertEquals(
        Set.of(Level.CAUSAL, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(versions)
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WW, EdgeKind.RW, EdgeKind.WR)));
  }

  /** In a cycle through a third, the one before the rw was missed as well. */
  @Test
  void longerCycle_theOneBeforeWasMissed() {
    Versions process =
        lists(
            "0 p0 0-9 ok: r z 1; a x 1",
            "1 p0 20-29 ok: r x; r y",
            "2 p2 0-9 ok: a y 1; a z 1",
            "3 p3 0-9 ok: r x 1; r y 1");
    assertEquals(
        Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(process)
            .of(
                Phenomenon.SINGLE_ANTI_DEPENDENCY,
                cycle(EdgeKind.PROCESS, EdgeKind.RW, EdgeKind.WR)));
    String[] lines = {
      "0 p0 0-9 ok: a y 2; a x 1; a w 1",
      "1 p1 0-9 ok: r w; r y; r x 1",
      "2 p2 0-9 ok: a y 1",
      "3 p3 20-29 ok: r y 1 2; r w 1"
    };
    assertEquals(
        Set.of(Level.READ_ATOMIC, Level.CONSISTENT_VIEW, Level.REPEATABLE_READ),
        new Breach(lists(lines))
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WR, EdgeKind.RW, EdgeKind.WW)));
    lines[1] = "1 p1 0-9 ok: r x 1; r w; r y";
    assertEquals(
        Set.of(Level.MONOTONIC_ATOMIC_VIEW, Level.CONSISTENT_VIEW),
        new Breach(lists(lines))
            .of(Phenomenon.SINGLE_ANTI_DEPENDENCY, cycle(EdgeKind.WR, EdgeKind.RW, EdgeKind.WW)));
  }

  /** Over a predicate and over an item, each after what was seen: a prefix, and no causes. */
  @Test
  void rwOfBothKinds_countAsTwo() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: r x 1; r y",
            "2 p2 0-9 ok: a y 1",
            "3 p3 0-9 ok: r y 1; r x");
    assertEquals(
        Set.of(Level.PREFIX),
        new Breach(versions)
            .of(
                Phenomenon.PREDICATE_NON_ADJACENT,
                cycle(EdgeKind.WR, EdgeKind.RW, EdgeKind.WR, EdgeKind.RW_PREDICATE)));
  }

  @Test
  void noneMissed_isWhatItsNameSays() {
    Versions versions = lists("0 p0 0-9 ok: a x 1; r y 1", "1 p1 0-9 ok: a y 1; r x 1");
    assertEquals(
        Set.of(Level.READ_COMMITTED),
        new Breach(versions).of(Phenomenon.CIRCULAR_FLOW, cycle(EdgeKind.WR, EdgeKind.WR)));
  }

  /** Each missed the other and had seen nothing of it. */
  @Test
  void writeSkew_isWhatItsNameSays() {
    Versions versions = lists("0 p0 0-9 ok: r x; a y 1", "1 p1 0-9 ok: r y; a x 1");
    assertEquals(
        Phenomenon.WRITE_SKEW.forbiddenBy(),
        new Breach(versions).of(Phenomenon.WRITE_SKEW, cycle(EdgeKind.RW, EdgeKind.RW)));
  }
}
