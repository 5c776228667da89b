package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.polygraph.Orientation;
import dev.overdraft.check.polygraph.Orientation.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which orders of versions there are, whatever else a judge may know. */
class OrderProblemTest {

  private static Orientation solve(Frame frame, Axis axis, String... lines) {
    TxnHistory history = Txns.of(Model.REGISTER, lines);
    var reads = new RegisterReads(history, new Sightings());
    Runs runs = frame.losesUpdates() ? Runs.apart(reads) : Runs.of(reads);
    Versions versions = new Laying(runs, new long[history.size()]).uncertain();
    return OrderProblem.solve(runs, versions, frame, axis, new Budget(10_000));
  }

  private static void assertOrder(Orientation found, int... txns) {
    assertEquals(Outcome.POSSIBLE, found.outcome());
    for (int at = 0; at + 1 < txns.length; at++) {
      int before = found.place()[txns[at]];
      assertTrue(before < found.place()[txns[at + 1]], txns[at] + " before " + txns[at + 1]);
    }
  }

  private static void assertNone(Orientation found, int... members) {
    assertEquals(Outcome.IMPOSSIBLE, found.outcome());
    assertArrayEquals(members, found.members());
  }

  /** T2 saw T1's z and T0's x, so T1's x is older: only in time it is not. */
  @ParameterizedTest
  @EnumSource
  void blindWrites_comeInTheOrderThatReadsLeave(Frame frame) {
    String[] lines = {
      "0 p0 0-9 ok: w x 1",
      "1 p1 20-29 ok: w x 2; w z 1",
      "2 p2 40-49 ok: r z 1; r x 1",
      "3 p3 0-9 ok: w q 1"
    };
    assertOrder(solve(frame, Axis.PLAIN, lines), 1, 0, 2);
    assertOrder(solve(frame, Axis.SESSION, lines), 1, 0, 2);
    assertNone(solve(frame, Axis.STRICT, lines), 0, 1, 2);
  }

  /** Who read 1 comes before who replaced it, and T2 after all of them had read. */
  @ParameterizedTest
  @EnumSource
  void readers_comeBeforeTheNextVersion(Frame frame) {
    Orientation found =
        solve(
            frame,
            Axis.PLAIN,
            "0 p0 0-9 ok: w x 1",
            "1 p1 0-9 ok: r x 1; w y 1",
            "2 p2 0-9 ok: r y 1; w x 2",
            "3 p3 0-9 ok: r x 2");
    assertOrder(found, 0, 1, 2, 3);
  }

  /** T3 saw T2, who replaced what T0 wrote and T1 read; T4 wrote z after one and before another. */
  @ParameterizedTest
  @EnumSource
  void orderOfProcesses_isKept(Frame frame) {
    String[] lines = {
      "0 p7 0-9 ok: w x 1", "1 p7 10-19 ok: w x 2; w z 1", "2 p2 0-19 ok: r z 1; r x 1"
    };
    assertOrder(solve(frame, Axis.PLAIN, lines), 1, 0, 2);
    assertNone(solve(frame, Axis.SESSION, lines), 0, 1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void unknownOnes_thatBeganAfterAllHadEnded_comeLast(Frame frame) {
    String[] lines = {
      "0 p0 0-9 ok: w x 1; r z 1", "1 p1 20-29 info: w x 2; w z 1",
    };
    assertOrder(solve(frame, Axis.SESSION, lines), 1, 0);
    assertNone(solve(frame, Axis.STRICT, lines), 0, 1);
  }

  /** Both read nil and wrote: in a snapshot neither can, unless updates may be lost. */
  @ParameterizedTest
  @EnumSource
  void lostUpdate_hasAnOrderOnlyWhereUpdatesMayBeLost(Frame frame) {
    Orientation found =
        solve(frame, Axis.PLAIN, "0 p0 0-9 ok: r x nil; w x 1", "1 p1 0-9 ok: r x nil; w x 2");
    assertEquals(frame == Frame.PREFIX ? Outcome.POSSIBLE : Outcome.IMPOSSIBLE, found.outcome());
  }

  @ParameterizedTest
  @EnumSource
  void writeSkew_hasAnOrderOfSnapshots(Frame frame) {
    Orientation found =
        solve(
            frame,
            Axis.PLAIN,
            "0 p0 0-9 ok: r x nil; r y nil; w x 1",
            "1 p1 0-9 ok: r x nil; r y nil; w y 1");
    assertEquals(frame == Frame.SERIAL ? Outcome.IMPOSSIBLE : Outcome.POSSIBLE, found.outcome());
  }

  /** Each read the other's key before and its own key's version that a third one left. */
  @ParameterizedTest
  @EnumSource
  void longFork_hasNoOrderAtAll(Frame frame) {
    assertNone(
        solve(
            frame,
            Axis.PLAIN,
            "0 p0 0-9 ok: w x 1",
            "1 p1 0-9 ok: w y 1",
            "2 p2 0-9 ok: r x 1; r y nil",
            "3 p3 0-9 ok: r x nil; r y 1",
            "4 p4 0-9 ok: r y 1"),
        0,
        1,
        2,
        3);
  }

  @ParameterizedTest
  @EnumSource
  void stepsForThePairs_areTakenFirst(Frame frame) {
    TxnHistory history =
        Txns.of(Model.REGISTER, "0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: w x 2", "2 p2 0-9 ok: w x 3");
    var reads = new RegisterReads(history, new Sightings());
    Runs runs = Runs.of(reads);
    Versions versions = new Laying(runs, new long[3]).uncertain();
    Budget budget = new Budget(2);
    Orientation found = OrderProblem.solve(runs, versions, frame, Axis.PLAIN, budget);
    assertEquals(Outcome.UNDECIDED, found.outcome());
    assertTrue(budget.spent());
  }

  /** T2 saw T1, and x as it was before: T0's update may have come later, if it lost T1's. */
  @ParameterizedTest
  @EnumSource
  void readerOfARunsEnd_comesBeforeTheNextRun(Frame frame) {
    Orientation found =
        solve(
            frame,
            Axis.PLAIN,
            "0 p0 0-9 ok: r x nil; w x 1",
            "1 p1 0-9 ok: w x 2; w z 1",
            "2 p2 0-9 ok: r z 1; r x 1");
    if (frame == Frame.PREFIX) {
      assertOrder(found, 1, 0, 2);
    } else {
      assertEquals(Outcome.IMPOSSIBLE, found.outcome());
    }
  }

  /** T1 wrote over what T0 had, and did not see it. */
  @ParameterizedTest
  @EnumSource
  void writerAfterARun_beginsAfterIt(Frame frame) {
    Orientation found =
        solve(
            frame,
            Axis.PLAIN,
            "0 p0 0-9 ok: r x nil; w x 1; r y nil; w y 1",
            "1 p1 0-9 ok: w x 2; r y nil");
    assertEquals(frame == Frame.PREFIX ? Outcome.POSSIBLE : Outcome.IMPOSSIBLE, found.outcome());
  }
}
