package dev.overdraft.check.polygraph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.graph.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PolygraphTest {

  private static final int ROUNDS = 20 * Integer.getInteger("overdraft.seeds", 30);

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
      return isPossible(known, 0);
    }

    private boolean isPossible(List<Edge> chosen, int next) {
      if (!isAcyclic(chosen)) {
        return false;
      }
      if (next == choices.size()) {
        return true;
      }
      List<Edge> one = new ArrayList<>(chosen);
      one.addAll(choices.get(next).one());
      List<Edge> other = new ArrayList<>(chosen);
      other.addAll(choices.get(next).other());
      return isPossible(one, next + 1) || isPossible(other, next + 1);
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
    agree(() -> drawn(random));
  }

  /** Nothing is known, and most choices come to grief late: they have to be taken back. */
  @Test
  void orient_choicesThatHaveToBeTakenBack_agreesWithEveryWayToChoose() {
    var random = new SplittableRandom(6);
    agree(() -> new Problem(9, List.of(), choices(random, 11, 9)));
  }

  private static void agree(Supplier<Problem> drawn) {
    int possible = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Problem problem = drawn.get();
      Orientation found = problem.orient(1_000_000);
      boolean expected = problem.isPossible();
      assertEquals(
          expected ? Orientation.Outcome.POSSIBLE : Orientation.Outcome.IMPOSSIBLE,
          found.outcome(),
          problem.toString());
      if (expected) {
        possible++;
        assertOrdered(problem, found.place());
      } else {
        assertStillImpossible(problem, found.members());
      }
    }
    assertTrue(possible > ROUNDS / 6 && possible < 11 * ROUNDS / 12, possible + " of " + ROUNDS);
  }

  /** What was named is enough to show it: the edges and choices among those vertices alone. */
  private static void assertStillImpossible(Problem problem, int[] members) {
    var named = new BitSet();
    Arrays.stream(members).forEach(named::set);
    List<Choice> among = new ArrayList<>();
    for (Choice choice : problem.choices()) {
      among.add(new Choice(within(choice.one(), named), within(choice.other(), named)));
    }
    assertFalse(
        new Problem(problem.size(), within(problem.known(), named), among).isPossible(),
        () -> Arrays.toString(members) + " of " + problem);
  }

  private static List<Edge> within(List<Edge> edges, BitSet named) {
    return edges.stream().filter(e -> named.get(e.from()) && named.get(e.to())).toList();
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
    return new Problem(size, known, choices(random, 6, size));
  }

  private static List<Choice> choices(SplittableRandom random, int count, int size) {
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Edge> one = List.of(edge(random, size), edge(random, size));
      choices.add(new Choice(one, List.of(edge(random, size), edge(random, size))));
    }
    return choices;
  }

  private static Edge edge(SplittableRandom random, int size) {
    int from = random.nextInt(size);
    return new Edge(from, (from + 1 + random.nextInt(size - 1)) % size);
  }

  @Test
  void orient_nothingKnown_keepsTheOrderHintedAt() {
    var builder = new Polygraph.Builder(4);
    builder.edge(3, 0);
    Orientation found = builder.build().orient(new int[] {1, 4, 2, 3}, new Budget(1_000));
    assertArrayEquals(new int[] {2, 3, 0, 1}, found.place());
  }

  @Test
  void choices_areCountedByPairsOfSides() {
    var builder = new Polygraph.Builder(2);
    assertEquals(0, builder.choices());
    for (int side = 0; side < 4; side++) {
      builder.side();
      builder.sideEdge(side % 2, 1 - side % 2);
    }
    assertEquals(2, builder.choices());
    assertEquals(2, builder.build().choices());
  }

  /** Hundreds of vertices in one line, and choices between going along it and going back. */
  @Test
  void orient_hundredsOfChoicesThatFollow_areTakenWithoutSearching() {
    int size = 300;
    var builder = new Polygraph.Builder(size);
    for (int v = 0; v + 1 < size; v++) {
      builder.edge(v, v + 1);
    }
    for (int v = 0; v + 2 < size; v++) {
      builder.side();
      builder.sideEdge(v + 2, v);
      builder.side();
      builder.sideEdge(v, v + 2);
    }
    Orientation found = builder.build().orient(new int[size], new Budget(3_000));
    assertEquals(Orientation.Outcome.POSSIBLE, found.outcome());
    for (int v = 0; v < size; v++) {
      assertEquals(v, found.place()[v]);
    }
  }

  @Test
  void reach_drawnGraphs_agreesWithEveryPath() {
    var random = new SplittableRandom(8);
    for (int size : new int[] {1, 3, 64, 65, 150}) {
      Edges edges = new Edges(size, 0);
      boolean[][] path = new boolean[size][size];
      for (int e = 0; e < 2 * size; e++) {
        int from = random.nextInt(size);
        int to = random.nextInt(size);
        if (from < to) {
          edges.add(from, to, Edges.KNOWN);
          path[from][to] = true;
        }
      }
      for (int k = 0; k < size; k++) {
        path[k][k] = true;
        for (int i = 0; i < k; i++) {
          for (int j = k + 1; path[i][k] && j < size; j++) {
            path[i][j] |= path[k][j];
          }
        }
      }
      Reach reach = new Reach(size);
      for (int parity = 0; parity < 2; parity++) {
        reach.clear();
        for (int target = parity; target < size; target += 1 + parity) {
          assertTrue(reach.target(target));
          assertTrue(reach.target(target));
        }
        reach.compute(edges, Kahn.order(edges));
        for (int from = 0; from < size; from++) {
          for (int target = parity; target < size; target += 1 + parity) {
            assertEquals(path[from][target], reach.reaches(from, target), from + " to " + target);
          }
        }
      }
    }
  }
}
