package dev.overdraft.check.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The search against all cycles of small graphs, counted one by one. */
class CycleSearchTest {

  private static final int ROUNDS = 100 * Integer.getInteger("overdraft.seeds", 30);
  private static final int MOST_VERTICES = 5;
  private static final EdgeKind[] KINDS = {
    EdgeKind.WW,
    EdgeKind.WR,
    EdgeKind.RW,
    EdgeKind.RW_PREDICATE,
    EdgeKind.PROCESS,
    EdgeKind.REALTIME
  };
  private static final int[] ORDERS = {
    0, EdgeKind.PROCESS.bit(), EdgeKind.mask(EdgeKind.PROCESS, EdgeKind.REALTIME)
  };

  private record Edge(int from, EdgeKind kind, int to) {}

  /** Vertices are in order of time, so that order edges alone make no cycle. */
  private static List<Edge> random(SplittableRandom random, int vertices) {
    List<Edge> edges = new ArrayList<>();
    for (int from = 0; from < vertices; from++) {
      for (int to = 0; to < vertices; to++) {
        for (EdgeKind kind : KINDS) {
          boolean possible = kind.isOrder() ? from < to : from != to;
          if (possible && random.nextInt(8) == 0) {
            edges.add(new Edge(from, kind, to));
          }
        }
      }
    }
    return edges;
  }

  private static Digraph graph(int vertices, List<Edge> edges) {
    var builder = new Digraph.Builder(vertices, vertices, 0);
    for (int v = 0; v < vertices; v++) {
      builder.next();
      for (Edge edge : edges) {
        if (edge.from() == v) {
          builder.add(edge.to(), edge.kind());
        }
      }
    }
    return builder.build();
  }

  /** Every cycle that meets no vertex twice, from its least vertex on. */
  private static List<Cycle> cycles(int vertices, List<Edge> edges) {
    List<Cycle> found = new ArrayList<>();
    for (int start = 0; start < vertices; start++) {
      walk(start, start, edges, new ArrayList<>(), found);
    }
    return found;
  }

  private static void walk(
      int start, int at, List<Edge> edges, List<Cycle.Step> steps, List<Cycle> found) {
    for (Edge edge : edges) {
      if (edge.from() != at) {
        continue;
      }
      steps.add(new Cycle.Step(at, edge.kind()));
      boolean fresh = steps.stream().noneMatch(step -> step.vertex() == edge.to());
      if (edge.to() == start) {
        found.add(new Cycle(steps));
      } else if (edge.to() > start && fresh) {
        walk(start, edge.to(), edges, steps, found);
      }
      steps.remove(steps.size() - 1);
    }
  }

  private static boolean fits(Cycle cycle, CycleClass type, int order) {
    int used = cycle.steps().stream().mapToInt(s -> s.kind().bit()).reduce(0, (a, b) -> a | b);
    int orders = used & EdgeKind.mask(EdgeKind.PROCESS, EdgeKind.REALTIME);
    return CycleClass.of(cycle) == type
        && (orders & ~order) == 0
        && (order == 0 || orders != 0)
        && (used & type.first()) != 0;
  }

  private static Optional<Cycle> shortest(List<Cycle> all, CycleClass type, int order) {
    return all.stream()
        .filter(cycle -> fits(cycle, type, order))
        .min((a, b) -> Integer.compare(a.size(), b.size()));
  }

  private static void assertIsOne(Cycle cycle, List<Edge> edges) {
    for (int at = 0; at < cycle.size(); at++) {
      assertTrue(
          edges.contains(new Edge(cycle.vertex(at), cycle.kind(at), cycle.vertex(at + 1))),
          cycle + " of " + edges);
    }
  }

  @Test
  void shortest_randomGraphs_agreesWithAllCycles() {
    var random = new SplittableRandom(11);
    for (int round = 0; round < ROUNDS; round++) {
      int vertices = 2 + random.nextInt(MOST_VERTICES - 1);
      List<Edge> edges = random(random, vertices);
      List<Cycle> all = cycles(vertices, edges);
      Digraph graph = graph(vertices, edges);
      for (CycleClass type : CycleClass.values()) {
        for (int order : ORDERS) {
          Optional<Cycle> found =
              new CycleSearch(graph, new Budget(1_000_000)).shortest(type, order);
          found.ifPresent(cycle -> assertIsOne(cycle, edges));
          found.ifPresent(cycle -> assertTrue(fits(cycle, type, order), type + ": " + cycle));
          assertEquals(
              shortest(all, type, order).map(Cycle::size),
              found.map(Cycle::size),
              type + " with order " + order + " in " + edges);
        }
      }
    }
  }

  @Test
  void hasSingle_randomGraphs_agreesWithAllCycles() {
    var random = new SplittableRandom(12);
    for (int round = 0; round < ROUNDS; round++) {
      int vertices = 2 + random.nextInt(MOST_VERTICES - 1);
      List<Edge> edges = random(random, vertices);
      List<Cycle> all = cycles(vertices, edges);
      Digraph graph = graph(vertices, edges);
      for (int order : ORDERS) {
        boolean expected =
            all.stream()
                .filter(cycle -> cycle.count(EdgeKind.RW) + cycle.count(EdgeKind.RW_PREDICATE) == 1)
                .anyMatch(
                    cycle ->
                        cycle.steps().stream()
                            .allMatch(s -> !s.kind().isOrder() || (s.kind().bit() & order) != 0));
        assertEquals(
            expected, new CycleSearch(graph, new Budget(1_000_000)).hasSingle(order), "" + edges);
      }
    }
  }

  @Test
  void hasSingle_budgetSpent_isFalse() {
    List<Edge> edges =
        List.of(
            new Edge(0, EdgeKind.RW, 1), new Edge(1, EdgeKind.WW, 2), new Edge(2, EdgeKind.WR, 0));
    Digraph graph = graph(3, edges);

    assertTrue(new CycleSearch(graph, new Budget(100)).hasSingle(0));
    assertEquals(false, new CycleSearch(graph, new Budget(1)).hasSingle(0));
  }

  /** A step for each vertex left, and one for each edge out of it. */
  @Test
  void budget_ofTheStepsNeeded_isEnoughAndOneLessIsNot() {
    List<Edge> edges =
        List.of(
            new Edge(0, EdgeKind.RW, 1), new Edge(1, EdgeKind.WW, 2), new Edge(2, EdgeKind.WR, 0));
    Digraph graph = graph(3, edges);

    assertTrue(new CycleSearch(graph, new Budget(4)).hasSingle(0));
    assertEquals(false, new CycleSearch(graph, new Budget(3)).hasSingle(0));
    assertTrue(search(graph, 4).isPresent());
    assertEquals(Optional.empty(), search(graph, 3));
  }

  private static Optional<Cycle> search(Digraph graph, long budget) {
    return new CycleSearch(graph, new Budget(budget)).shortest(CycleClass.G_SINGLE, 0);
  }

  /** Of what a search that ran out of steps had before it, nothing is taken for a way back. */
  @Test
  void hasSingle_budgetSpentBeforeTheLastEdge_isFalse() {
    List<Edge> edges =
        List.of(
            new Edge(0, EdgeKind.RW, 1),
            new Edge(1, EdgeKind.WW, 2),
            new Edge(1, EdgeKind.WW, 3),
            new Edge(2, EdgeKind.RW, 3));

    assertEquals(false, new CycleSearch(graph(4, edges), new Budget(3)).hasSingle(0));
  }
}
