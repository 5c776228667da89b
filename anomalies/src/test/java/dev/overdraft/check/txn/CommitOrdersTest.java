package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import org.junit.jupiter.api.Test;

/** What commit orders cost, and who is named where there is none. */
class CommitOrdersTest {

  /** T2 has read from T1, and T1 from T0. */
  private static final String[] CHAIN = {
    "0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: r x 1; w x 2; w y 1", "2 p1 10-19 ok: r y 1"
  };

  /** The same, but T2 misses what T1 wrote over. */
  private static final String[] MISSED = {
    "0 p0 0-9 ok: w x 1",
    "1 p1 0-9 ok: r x 1; w x 2; w y 1",
    "2 p2 0-9 ok: r y 1; w z 1",
    "3 p3 0-9 ok: r z 1; r x 1",
    "4 p4 0-9 ok: r y 1; r q nil",
  };

  private static CommitOrders orders(long steps, String... lines) {
    TxnHistory history = Txns.of(Model.REGISTER, lines);
    var sightings = new Sightings();
    Versions certain =
        new RegisterVersions(new RegisterReads(history, sightings), sightings).certain();
    Digraph base = Dependencies.of(certain);
    return new CommitOrders(new External(certain), base, new Budget(steps));
  }

  /** Of T1: 3 for itself, 2 for T0. Of T2: 3 for itself, 3 for T1 and 2 for T0. */
  @Test
  void causes_withoutOrder_takeAStepForEachReadOnTheWay() {
    assertEquals(Answer.HOLDS, orders(13, CHAIN).decide(Level.CAUSAL, Axis.PLAIN).answer());
    assertEquals(Answer.UNKNOWN, orders(12, CHAIN).decide(Level.CAUSAL, Axis.PLAIN).answer());
    assertEquals(Answer.UNKNOWN, orders(1, CHAIN).decide(Level.CAUSAL, Axis.PLAIN).answer());
  }

  /**
   * Six vertices: three transactions, three completions. Ten edges: 0 ww 1, 0 wr 1, 1 wr 2, 1
   * process 2, three to completions, two between them and one to T2.
   */
  @Test
  void causes_inOrder_takeAStepForEachVertexAndTwoEdges() {
    for (Axis axis : new Axis[] {Axis.SESSION, Axis.STRICT}) {
      assertEquals(Answer.HOLDS, orders(11, CHAIN).decide(Level.CAUSAL, axis).answer());
      assertEquals(Answer.UNKNOWN, orders(10, CHAIN).decide(Level.CAUSAL, axis).answer());
    }
  }

  @Test
  void missedCause_namesThoseOnTheWay() {
    CommitOrders.Decision decision = orders(1_000, MISSED).decide(Level.CAUSAL, Axis.PLAIN);
    assertEquals(Answer.BROKEN, decision.answer());
    assertArrayEquals(new int[] {0, 1, 2, 3}, decision.members());
    CommitOrders.Decision atomic = orders(1_000, MISSED).decide(Level.READ_ATOMIC, Axis.PLAIN);
    assertEquals(Answer.HOLDS, atomic.answer());
    assertEquals(0, atomic.members().length);
    assertEquals(true, atomic.order().isPresent());
  }

  @Test
  void missedNil_namesWhoWroteAndWhoSaw() {
    CommitOrders.Decision decision =
        orders(
                1_000,
                "0 p0 0-9 ok: w x 1; w y 1",
                "1 p1 0-9 ok: r y 1; w z 1",
                "2 p2 0-9 ok: r z 1; r x nil",
                "3 p3 0-9 ok: r y 1")
            .decide(Level.CAUSAL, Axis.PLAIN);
    assertEquals(Answer.BROKEN, decision.answer());
    assertArrayEquals(new int[] {0, 1, 2}, decision.members());
  }

  /** What was broken in a stronger order is looked at again among those who broke it. */
  @Test
  void weakerAxisAfterAStronger_isTheSameAsAlone() {
    CommitOrders orders = orders(1_000, MISSED);
    assertEquals(Answer.BROKEN, orders.decide(Level.CAUSAL, Axis.STRICT).answer());
    assertEquals(Answer.BROKEN, orders.decide(Level.CAUSAL, Axis.SESSION).answer());
    assertEquals(Answer.BROKEN, orders.decide(Level.CAUSAL, Axis.PLAIN).answer());
  }

  @Test
  void otherLevels_areRefused() {
    CommitOrders orders = orders(1, CHAIN);
    assertThrows(
        IllegalArgumentException.class, () -> orders.decide(Level.SERIALIZABLE, Axis.PLAIN));
  }
}
