package dev.overdraft.check.polygraph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.graph.Budget;
import org.junit.jupiter.api.Test;

/** Choices that are none, before any is tried. */
class SaturationTest {

  private static void known(Polygraph.Builder builder, int... line) {
    for (int at = 0; at + 1 < line.length; at++) {
      builder.edge(line[at], line[at + 1]);
    }
  }

  private static void either(Polygraph.Builder builder, int from, int to, int or, int orTo) {
    builder.side();
    builder.sideEdge(from, to);
    builder.side();
    builder.sideEdge(or, orTo);
  }

  private static Saturation of(Polygraph.Builder builder, long steps) {
    return new Saturation(builder.build(), new Budget(steps));
  }

  @Test
  void sideThatClosesACycle_makesTheOther() {
    var builder = new Polygraph.Builder(4);
    known(builder, 0, 1, 2);
    either(builder, 2, 0, 0, 3);
    either(builder, 1, 3, 2, 1);
    either(builder, 3, 2, 2, 3);
    Saturation saturation = of(builder, 1_000);
    assertTrue(saturation.run());
    assertEquals(1, saturation.side(0));
    assertEquals(0, saturation.side(1));
    assertEquals(Saturation.OPEN, saturation.side(2));
    assertArrayEquals(new int[] {2}, saturation.open());
    assertEquals(4, saturation.edges().size());
    assertEquals(0, saturation.edges().owner(2));
    assertEquals(1, saturation.edges().owner(3));
    assertEquals(2, saturation.madeAt(0));
  }

  /** 4 before 5 makes 1 before 2, and with it neither side of the last choice is possible. */
  @Test
  void neitherSide_namesAlsoWhyAnotherChoiceHadToBeMade() {
    var builder = new Polygraph.Builder(7);
    known(builder, 0, 1);
    known(builder, 4, 5);
    either(builder, 5, 4, 1, 2);
    either(builder, 2, 0, 2, 1);
    Saturation saturation = of(builder, 1_000);
    assertFalse(saturation.run());
    assertArrayEquals(new int[] {0, 1, 2, 4, 5}, saturation.members());
  }

  @Test
  void edgeToItself_isACycle() {
    var builder = new Polygraph.Builder(5);
    either(builder, 3, 3, 1, 1);
    Saturation saturation = of(builder, 1_000);
    assertFalse(saturation.run());
    assertArrayEquals(new int[] {1, 3}, saturation.members());
  }

  @Test
  void knownCycle_isNamedWithoutThoseBehindIt() {
    var builder = new Polygraph.Builder(6);
    known(builder, 0, 1, 2, 3, 1);
    known(builder, 3, 4);
    Saturation saturation = of(builder, 1_000);
    assertFalse(saturation.run());
    assertArrayEquals(new int[] {1, 2, 3}, saturation.members());
  }

  /** A step for each vertex and each edge of a round, and one for each choice looked at. */
  @Test
  void steps_areEnoughOrNot() {
    for (int steps = 5; steps <= 6; steps++) {
      var builder = new Polygraph.Builder(3);
      known(builder, 0, 1, 2);
      either(builder, 2, 0, 0, 2);
      Budget budget = new Budget(steps);
      assertEquals(steps == 6, new Saturation(builder.build(), budget).run());
      assertEquals(steps == 5, budget.spent());
    }
  }

  @Test
  void moreChoicesThanAreLookedAtAtATime_areAllMade() {
    int size = 4_400;
    var builder = new Polygraph.Builder(size);
    for (int v = 0; v + 1 < size; v++) {
      builder.edge(v, v + 1);
      either(builder, v + 1, v, v, v + 1);
    }
    Saturation saturation = of(builder, 1_000_000);
    assertTrue(saturation.run());
    assertEquals(0, saturation.open().length);
    for (int choice = 0; choice + 1 < size; choice++) {
      assertEquals(1, saturation.side(choice));
    }
  }

  @Test
  void reach_costsMoreForMoreThanAThousandTargets() {
    Edges edges = new Edges(5_000, 0);
    edges.add(1, 2, Edges.KNOWN);
    Reach reach = new Reach(5_000);
    reach.clear();
    for (int vertex = 0; vertex < 5_000; vertex++) {
      assertEquals(vertex < 4_096, reach.target(vertex));
      int columns = Math.min(vertex + 1, 4_096);
      assertEquals(5_001L * (1 + columns / 1_024), reach.cost(edges));
    }
  }

  /** As few as possible have to move. */
  @Test
  void choiceThatIsFree_isMadeSoThatLessMoves() {
    assertArrayEquals(new int[] {0, 2, 1, 3}, places(3, 0, 2, 1));
    assertArrayEquals(new int[] {0, 2, 1, 3}, places(2, 1, 3, 0));
    assertArrayEquals(new int[] {1, 0, 2, 3}, places(1, 0, 3, 2));
    assertArrayEquals(new int[] {0, 1, 2, 3}, places(1, 2, 3, 0));
  }

  private static int[] places(int from, int to, int or, int orTo) {
    var builder = new Polygraph.Builder(4);
    either(builder, from, to, or, orTo);
    return builder.build().orient(new int[] {0, 1, 2, 3}, new Budget(1_000)).place();
  }
}
