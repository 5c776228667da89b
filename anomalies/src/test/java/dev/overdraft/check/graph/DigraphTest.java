package dev.overdraft.check.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a graph keeps, and what it refuses. */
class DigraphTest {

  @Test
  void edges_areKeptInOrder_parallelOnesTooAndLoopsNot() {
    var builder = new Digraph.Builder(2, 3, 0);
    builder.next();
    builder.add(1, EdgeKind.WW);
    builder.add(0, EdgeKind.RW);
    builder.add(1, EdgeKind.WR);
    builder.next();
    builder.add(2, EdgeKind.REALTIME);
    builder.next();
    builder.add(0, EdgeKind.LINK);
    Digraph graph = builder.build();
    assertEquals(3, graph.size());
    assertEquals(2, graph.real());
    assertEquals(4, graph.edges());
    assertEquals(List.of(0, 2, 3), List.of(graph.first(0), graph.first(1), graph.first(2)));
    assertEquals(List.of(2, 3, 4), List.of(graph.end(0), graph.end(1), graph.end(2)));
    assertEquals(EdgeKind.WR, graph.kind(1));
    assertEquals(1, graph.target(1));
    assertTrue(graph.in(1, EdgeKind.mask(EdgeKind.WR, EdgeKind.RW)));
    assertFalse(graph.in(1, EdgeKind.WW.bit()));
    assertTrue(graph.in(3, 0), "a link is in every set");
  }

  @Test
  void moreEdgesThanExpected_areAllThere() {
    var builder = new Digraph.Builder(300, 300, 1);
    for (int v = 0; v < 300; v++) {
      builder.next();
      builder.add((v + 1) % 300, EdgeKind.WW);
    }
    Digraph graph = builder.build();
    for (int v = 0; v < 300; v++) {
      assertEquals((v + 1) % 300, graph.target(v));
    }
  }

  @Test
  void vertexWithoutItsTurn_isRefused() {
    var builder = new Digraph.Builder(2, 2, 0);
    builder.next();
    assertEquals(
        "vertex 0 of 2", assertThrows(IllegalStateException.class, builder::build).getMessage());
  }

  @Test
  void moreVerticesThanHaveNumbers_areRefused() {
    assertEquals(
        "268435456 vertices are too many for one graph",
        assertThrows(IllegalArgumentException.class, () -> new Digraph.Builder(0, 1 << 28, 0))
            .getMessage());
  }

  @Test
  void cycle_needsTwo() {
    var alone = List.of(new Cycle.Step(0, EdgeKind.WW));
    assertThrows(IllegalArgumentException.class, () -> new Cycle(alone));
  }

  @Test
  void cycle_goesRound() {
    Cycle cycle =
        new Cycle(List.of(new Cycle.Step(4, EdgeKind.RW), new Cycle.Step(7, EdgeKind.WR)));
    assertEquals(List.of(7, 4, 7), List.of(cycle.vertex(-1), cycle.vertex(2), cycle.vertex(3)));
    assertEquals(EdgeKind.RW, cycle.kind(-2));
    assertEquals(EdgeKind.WR, cycle.kind(1));
    assertEquals(1, cycle.count(EdgeKind.RW));
    assertEquals(0, cycle.count(EdgeKind.WW));
  }

  /**
   * A circle of twelve, each of whose members also leads into a thicket that takes longer to come
   * back from: trying all paths would never end.
   */
  @Test
  void shortestCycle_amidThickets_isFoundInOneSweep() {
    int circle = 12;
    int depth = 14;
    int size = circle + 2 * depth;
    var builder = new Digraph.Builder(size, size, 0);
    for (int v = 0; v < size; v++) {
      builder.next();
      if (v < circle) {
        builder.add(circle, EdgeKind.WW);
        builder.add(circle + 1, EdgeKind.WW);
        builder.add((v + 1) % circle, v == 0 ? EdgeKind.WR : EdgeKind.WW);
      } else {
        int layer = (v - circle) / 2;
        boolean last = layer + 1 == depth;
        builder.add(last ? 0 : circle + 2 * (layer + 1), EdgeKind.WW);
        if (!last) {
          builder.add(circle + 2 * (layer + 1) + 1, EdgeKind.WW);
        }
      }
    }
    Optional<Cycle> found =
        new CycleSearch(builder.build(), new Budget(1_000)).shortest(CycleClass.G1C, 0);
    assertEquals(12, found.orElseThrow().size());
    for (int at = 0; at < circle; at++) {
      assertEquals(at, found.get().vertex(at));
    }
  }
}
