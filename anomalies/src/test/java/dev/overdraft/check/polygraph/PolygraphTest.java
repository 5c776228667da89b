package dev.overdraft.check.polygraph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.graph.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolygraphTest {

  private record Edge(int from, int to) {}

  private record Choice(List<Edge> one, List<Edge> other) {}

  private record Problem(int size, List<Edge> known, List<Choice> choices) {

    Orientation orient(long steps) {
      var builder = new Polygraph.Builder(size);
      known.forEach(e -> builder.edge(e.from(), e.to()));
      for (Choice choice : choices) {
        builder.side();
        choice.one().forEach(e -> builder.sideEdge(e.from(), e.to()));
        builder.side();
        choice.other().forEach(e -> builder.sideEdge(e.from(), e.to()));
      }
      return builder.build().orient(new int[size], new Budget(steps));
    }

    /** Whether any of all ways to choose leaves no cycle. */
    boolean isPossible() {
      for (int way = 0; way < 1 << choices.size(); way++) {
        List<Edge> edges = new ArrayList<>(known);
        for (int c = 0; c < choices.size(); c++) {
          Choice choice = choices.get(c);
          edges.addAll(((way >> c) & 1) == 0 ? choice.one() : choice.other());
        }
        if (isAcyclic(edges)) {
          return true;
        }
      }
      return false;
    }

    private boolean isAcyclic(List<Edge> edges) {
      boolean[][] path = new boolean[size][size];
      edges.forEach(e -> path[e.from()][e.to()] = true);
      for (int k = 0; k < size; k++) {
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            path[i][j] |= path[i][k] && path[k][j];
          }
        }
      }
      for (int i = 0; i < size; i++) {
        if (path[i][i]) {
          return false;
        }
      }
      return true;
    }
  }

  private static Choice either(int from, int to, int otherFrom, int otherTo) {
    return new Choice(List.of(new Edge(from, to)), List.of(new Edge(otherFrom, otherTo)));
  }

  @Test
  void orient_sideThatFollows_isTaken() {
    var problem =
        new Problem(3, List.of(new Edge(0, 1), new Edge(1, 2)), List.of(either(2, 0, 0, 2)));
    Orientation found = problem.orient(1_000);
    assertEquals(Orientation.Outcome.POSSIBLE, found.outcome());
    assertArrayEquals(new int[] {0, 1, 2}, found.place());
  }

  @Test
  void orient_bothSidesCloseCycles_namesThem() {
    var problem =
        new Problem(4, List.of(new Edge(0, 1), new Edge(1, 2)), List.of(either(2, 0, 2, 1)));
    Orientation found = problem.orient(1_000);
    assertEquals(Orientation.Outcome.IMPOSSIBLE, found.outcome());
    assertArrayEquals(new int[] {0, 1, 2}, found.members());
  }

  @Test
  void orient_knownCycle_namesIt() {
    var problem = new Problem(3, List.of(new Edge(1, 2), new Edge(2, 1)), List.of());
    assertArrayEquals(new int[] {1, 2}, problem.orient(1_000).members());
  }

  @Test
  void orient_nothing_isPossible() {
    assertEquals(
        Orientation.Outcome.POSSIBLE, new Problem(0, List.of(), List.of()).orient(1).outcome());
  }

  @Test
  void orient_budgetSpent_isUndecided() {
    var problem = new Problem(4, List.of(), List.of(either(0, 1, 1, 0), either(2, 3, 3, 2)));
    assertEquals(Orientation.Outcome.UNDECIDED, problem.orient(1).outcome());
  }

  @Test
  void orient_drawnProblems_agreesWithEveryWayToChoose() {
    var random = new SplittableRandom(5);
    int possible = 0;
    for (int round = 0; round < 600; round++) {
      Problem problem = drawn(random);
      Orientation found = problem.orient(1_000_000);
      boolean expected = problem.isPossible();
      assertEquals(
          expected ? Orientation.Outcome.POSSIBLE : Orientation.Outcome.IMPOSSIBLE,
          found.outcome(),
          problem.toString());
      if (expected) {
        possible++;
        assertOrdered(problem, found.place());
      }
    }
    assertTrue(possible > 100 && possible < 550, possible + " of 600 are possible");
  }

  /** All known edges, and those of one side of each choice, go forward. */
  private static void assertOrdered(Problem problem, int[] place) {
    assertTrue(isForward(problem.known(), place));
    for (Choice choice : problem.choices()) {
      assertTrue(isForward(choice.one(), place) || isForward(choice.other(), place));
    }
  }

  private static boolean isForward(List<Edge> edges, int[] place) {
    return edges.stream().allMatch(e -> place[e.from()] < place[e.to()]);
  }

  private static Problem drawn(SplittableRandom random) {
    int size = 6 + random.nextInt(4);
    List<Edge> known = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      known.add(edge(random, size));
    }
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<Edge> one = List.of(edge(random, size), edge(random, size));
      choices.add(new Choice(one, List.of(edge(random, size), edge(random, size))));
    }
    return new Problem(size, known, choices);
  }

  private static Edge edge(SplittableRandom random, int size) {
    int from = random.nextInt(size);
    return new Edge(from, (from + 1 + random.nextInt(size - 1)) % size);
  }
}
