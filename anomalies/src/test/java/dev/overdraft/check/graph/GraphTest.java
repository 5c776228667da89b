package dev.overdraft.check.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final int ALL = ~0;

  /** "0 ww 1, 1 rw 0": vertices from {@code real} on stand for nobody. */
  private static Digraph graph(int real, int size, String edges) {
    List<String[]> parsed = new ArrayList<>();
    for (String edge : edges.isEmpty() ? new String[0] : edges.split(", ")) {
      parsed.add(edge.split(" "));
    }
    var builder = new Digraph.Builder(real, size, 0);
    for (int v = 0; v < size; v++) {
      builder.next();
      for (String[] edge : parsed) {
        if (Integer.parseInt(edge[0]) == v) {
          builder.add(
              Integer.parseInt(edge[2]), EdgeKind.valueOf(edge[1].toUpperCase(Locale.ROOT)));
        }
      }
    }
    return builder.build();
  }

  private static String search(Digraph graph, CycleClass type, int order) {
    return new CycleSearch(graph, new Budget(1_000_000))
        .shortest(type, order)
        .map(
            c ->
                c.steps().stream()
                    .map(s -> s.vertex() + " " + s.kind())
                    .collect(Collectors.joining(" ")))
        .orElse("none");
  }

  @Test
  void components_twoCyclesAndABridge_areTwo() {
    Digraph graph = graph(5, 5, "0 ww 1, 1 ww 0, 1 wr 2, 2 rw 3, 3 rw 4, 4 rw 2");

    List<int[]> found = Components.of(graph, ALL);

    assertEquals(2, found.size());
    assertArrayEquals(new int[] {0, 1}, found.get(0));
    assertArrayEquals(new int[] {2, 3, 4}, found.get(1));
    assertEquals(1, Components.of(graph, EdgeKind.RW.bit()).size());
    assertTrue(Components.acyclic(graph, EdgeKind.WR.bit()));
  }

  @Test
  void components_randomGraphs_agreeWithReachability() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 500; round++) {
      int n = 1 + random.nextInt(9);
      boolean[][] reach = new boolean[n][n];
      var builder = new Digraph.Builder(n, n, 0);
      for (int v = 0; v < n; v++) {
        builder.next();
        for (int w = 0; w < n; w++) {
          if (v != w && random.nextInt(5) == 0) {
            builder.add(w, EdgeKind.WW);
            reach[v][w] = true;
          }
        }
      }
      for (int k = 0; k < n; k++) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            reach[i][j] |= reach[i][k] && reach[k][j];
          }
        }
      }
      int[] component = new int[n];
      List<int[]> found = Components.of(builder.build(), ALL);
      for (int c = 0; c < found.size(); c++) {
        for (int v : found.get(c)) {
          component[v] = c + 1;
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          boolean together = component[i] != 0 && component[i] == component[j];
          assertEquals(i != j && reach[i][j] && reach[j][i], i != j && together);
        }
      }
    }
  }

  @Test
  void cycles_ofEachClass_areFoundAsSuchAndAsNothingElse() {
    Digraph g0 = graph(2, 2, "0 ww 1, 1 ww 0");
    Digraph g1c = graph(2, 2, "0 ww 1, 1 wr 0");
    Digraph single = graph(3, 3, "0 rw 1, 1 ww 2, 2 wr 0");
    Digraph fork = graph(4, 4, "0 wr 1, 1 rw 2, 2 wr 3, 3 rw 0");
    Digraph skew = graph(2, 2, "0 rw 1, 1 rw 0");
    List<Digraph> graphs = List.of(g0, g1c, single, fork, skew);
    for (Digraph graph : graphs) {
      for (CycleClass type : CycleClass.values()) {
        boolean own = graphs.indexOf(graph) == List.of(CycleClass.values()).indexOf(type);
        assertEquals(
            own, !search(graph, type, 0).equals("none"), type + " " + graphs.indexOf(graph));
      }
    }
    assertEquals("1 RW 2 WR 3 RW 0 WR", search(fork, CycleClass.G_NONADJACENT, 0));
  }

  @Test
  void cycle_shorterOneLater_isPreferred() {
    Digraph graph = graph(5, 5, "0 rw 1, 1 wr 2, 2 ww 0, 2 rw 3, 3 ww 2");

    assertEquals("2 RW 3 WW", search(graph, CycleClass.G_SINGLE, 0));
  }

  @Test
  void cycle_throughAChain_countsOneEdgeOfRealTime() {
    Digraph graph = graph(2, 4, "0 realtime 2, 2 link 3, 3 link 1, 1 rw 0");

    assertEquals("1 RW 0 REALTIME", search(graph, CycleClass.G_SINGLE, EdgeKind.REALTIME.bit()));
    assertEquals("none", search(graph, CycleClass.G_SINGLE, 0));
  }

  @Test
  void budget_tooSmall_findsNothingAndSaysSo() {
    var budget = new Budget(1);
    Optional<Cycle> found =
        new CycleSearch(graph(2, 2, "0 ww 1, 1 ww 0"), budget).shortest(CycleClass.G0, 0);

    assertTrue(found.isEmpty());
    assertTrue(budget.spent());
  }

  @Test
  void cycle_amongHundredsOfWaysOut_isFound() {
    int size = 200;
    for (int back = 2; back < size; back++) {
      var builder = new Digraph.Builder(size, size, 0);
      for (int v = 0; v < size; v++) {
        builder.next();
        if (v == 0) {
          builder.add(1, EdgeKind.WR);
        } else if (v == 1) {
          for (int w = 2; w < size; w++) {
            builder.add(w, EdgeKind.WW);
          }
        } else if (v == back) {
          builder.add(0, EdgeKind.WW);
        }
      }
      assertEquals("0 WR 1 WW " + back + " WW", search(builder.build(), CycleClass.G1C, 0));
    }
  }

  @Test
  void cycle_throughHundredsOfChains_isFound() {
    int size = 200;
    for (int back = size; back < 2 * size; back++) {
      var builder = new Digraph.Builder(2, 2 * size, 0);
      for (int v = 0; v < 2 * size; v++) {
        builder.next();
        if (v == 0) {
          for (int w = 2; w < size; w++) {
            builder.add(w, EdgeKind.REALTIME);
          }
        } else if (v == 1) {
          builder.add(0, EdgeKind.RW);
        } else if (v < size) {
          for (int w = size; w < 2 * size; w++) {
            builder.add(w, EdgeKind.LINK);
          }
        } else if (v == back) {
          builder.add(1, EdgeKind.LINK);
        }
      }
      assertEquals(
          "1 RW 0 REALTIME", search(builder.build(), CycleClass.G_SINGLE, EdgeKind.REALTIME.bit()));
    }
  }

  @Test
  void walk_thatFallsApart_giveWayToALongerCycle() {
    Digraph graph = graph(4, 4, "0 rw 1, 1 rw 2, 2 ww 1, 1 ww 0, 2 wr 3, 3 wr 0");

    assertEquals("0 RW 1 RW 2 WR 3 WR", search(graph, CycleClass.G2, 0));
  }

  @Test
  void topological_everyEdgeForward_andWithoutThoseOnOrBehindACycle() {
    Digraph graph = graph(5, 5, "0 ww 3, 1 wr 0, 2 ww 1, 4 ww 2, 3 rw 1");

    assertArrayEquals(
        new int[] {4, 2, 1, 0, 3},
        Topological.order(graph, EdgeKind.mask(EdgeKind.WW, EdgeKind.WR)));
    assertArrayEquals(new int[] {4, 2}, Topological.order(graph, ALL));
    assertArrayEquals(
        new int[] {1, 4, 0, 2, 3},
        Topological.order(graph(5, 5, "1 wr 0, 0 ww 2, 4 ww 2, 2 ww 3"), ALL));
  }

  @Test
  void doubled_cycleOfCommits_isNeitherSnapshotNorPrefix() {
    for (String edges : List.of("0 ww 1, 1 ww 0", "0 wr 1, 1 ww 2, 2 realtime 0")) {
      assertFalse(Doubled.isSnapshot(graph(3, 3, edges), ALL), edges);
      assertFalse(Doubled.isPrefix(graph(3, 3, edges), ALL), edges);
      assertTrue(Doubled.isSnapshot(graph(3, 3, edges), EdgeKind.RW.bit()), edges);
    }
  }

  @Test
  void doubled_decidesSnapshotAndPrefix() {
    int data = EdgeKind.mask(EdgeKind.WW, EdgeKind.WR, EdgeKind.RW);
    assertTrue(Doubled.isSnapshot(graph(2, 2, "0 rw 1, 1 rw 0"), data), "write skew");
    assertFalse(Doubled.isSnapshot(graph(2, 2, "0 rw 1, 1 ww 0"), data), "lost update");
    assertTrue(Doubled.isPrefix(graph(2, 2, "0 rw 1, 1 ww 0"), data), "lost update");
    Digraph fork = graph(4, 4, "0 wr 1, 1 rw 2, 2 wr 3, 3 rw 0");
    assertFalse(Doubled.isSnapshot(fork, data), "long fork");
    assertFalse(Doubled.isPrefix(fork, data), "long fork");
    Digraph tail = graph(2, 3, "0 rw 2, 2 link 1, 1 rw 0");
    assertTrue(Doubled.isSnapshot(tail, data), "write skew through a vertex of nobody");
  }

  @Test
  void walk_thatFallsApart_givesWayToALongerCycleThroughAChain() {
    Digraph graph = graph(4, 5, "0 rw 1, 1 rw 2, 2 ww 1, 1 ww 0, 2 realtime 4, 4 link 3, 3 wr 0");

    assertEquals(
        "0 RW 1 RW 2 REALTIME 3 WR", search(graph, CycleClass.G2, EdgeKind.REALTIME.bit()));
  }

  @Test
  void components_whateverTheWayRound_areAscending() {
    List<int[]> found =
        Components.of(graph(5, 5, "0 ww 4, 4 ww 2, 2 ww 0, 3 ww 1, 1 ww 3, 3 ww 0"), ALL);

    assertEquals(2, found.size());
    assertArrayEquals(new int[] {0, 2, 4}, found.get(0));
    assertArrayEquals(new int[] {1, 3}, found.get(1));
  }

  @Test
  void subgraph_ofSomeVertices_hasTheEdgesBetweenThem() {
    Digraph whole = graph(4, 6, "0 ww 1, 1 wr 3, 3 rw 1, 3 realtime 4, 4 link 5, 5 link 1, 3 ww 2");
    Subgraph part = Subgraph.of(whole, new int[] {1, 3, 4, 5}, ~EdgeKind.RW.bit());

    Digraph graph = part.graph();
    assertEquals(4, graph.size());
    assertEquals(2, graph.real());
    assertEquals(4, graph.edges());
    assertEquals(1, graph.target(graph.first(0)));
    assertEquals(EdgeKind.WR, graph.kind(graph.first(0)));
    assertEquals(2, graph.target(graph.first(1)));
    assertEquals(EdgeKind.REALTIME, graph.kind(graph.first(1)));
    assertEquals(5, part.whole(3));
    assertEquals("none", search(graph, CycleClass.G_SINGLE, EdgeKind.REALTIME.bit()));
    assertEquals("0 WR 1 REALTIME", search(graph, CycleClass.G1C, EdgeKind.REALTIME.bit()));
    assertEquals(4, Subgraph.of(whole, new int[] {0, 1, 2, 3}, ALL).graph().real());
    assertEquals(3, Subgraph.of(whole, new int[] {1, 2, 3}, ALL).graph().real());
    assertEquals(0, Subgraph.of(whole, new int[] {4, 5}, ALL).graph().real());
  }

  @Test
  void budget_countsWhatIsLeft() {
    var budget = new Budget(10);
    assertTrue(budget.take(4));
    assertEquals(6, budget.left());
    assertTrue(budget.take(6));
    assertEquals(0, budget.left());
    assertFalse(budget.spent());
    assertFalse(budget.take(1));
    assertEquals(0, budget.left());
    assertTrue(budget.spent());
  }

  @Test
  void doubled_throughVerticesOfNobody_keepsWhichEndIsMeant() {
    String realtime = "0 realtime 2, 2 link 3, 3 link 1, ";
    assertFalse(Doubled.isSnapshot(graph(2, 4, realtime + "1 ww 0"), ALL));
    assertFalse(Doubled.isSnapshot(graph(2, 4, realtime + "1 rw 0"), ALL));
    assertFalse(Doubled.isSnapshot(graph(2, 4, "0 rw 2, 2 link 3, 3 link 1, 1 ww 0"), ALL));
    assertTrue(Doubled.isSnapshot(graph(2, 4, "0 rw 2, 2 link 3, 3 link 1, 1 rw 0"), ALL));
    assertFalse(Doubled.isPrefix(graph(2, 4, "0 ww 2, 2 link 3, 3 link 1, 1 ww 0"), ALL));
    assertTrue(Doubled.isPrefix(graph(2, 4, "0 ww 2, 2 link 3, 3 link 1, 1 rw 0"), ALL));
  }

  @Test
  void kinds_ofOrder_areThoseOfProcessAndTime() {
    for (EdgeKind kind : EdgeKind.values()) {
      assertEquals(kind == EdgeKind.PROCESS || kind == EdgeKind.REALTIME, kind.isOrder());
    }
  }

  @Test
  void deque_drawnOperations_agreesWithAnother() {
    var random = new SplittableRandom(9);
    for (int round = 0; round < 20; round++) {
      var ours = new IntDeque();
      var other = new ArrayDeque<Integer>();
      for (int value = 0; value < 500; value++) {
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            ours.addFirst(value);
            other.addFirst(value);
          }
          case 2, 3 -> {
            ours.addLast(value);
            other.addLast(value);
          }
          default -> {
            if (!other.isEmpty()) {
              assertEquals(other.removeFirst(), ours.pollFirst());
            }
          }
        }
        assertEquals(other.isEmpty(), ours.isEmpty());
      }
      while (!other.isEmpty()) {
        assertEquals(other.removeFirst(), ours.pollFirst());
      }
      assertTrue(ours.isEmpty());
    }
  }

  /** From 1 through eight layers of three to 26, by too many paths to try one by one, and back. */
  private static Digraph layers(String closing) {
    List<String> edges = new ArrayList<>(List.of("0 rw 1", "1 wr 0"));
    for (int from = 1; from < 26; from++) {
      int layer = (from + 4) / 3;
      for (int to = 3 * layer - 1; to < Math.min(3 * layer + 2, 27); to++) {
        edges.add(from + " ww " + to);
      }
    }
    return graph(28, 28, String.join(", ", edges) + ", " + closing);
  }

  @Test
  void cycle_withOrderBehindAShorterOneWithout_isFoundWithoutTryingAllPaths() {
    String found =
        search(layers("26 process 27, 27 wr 0"), CycleClass.G_SINGLE, EdgeKind.PROCESS.bit());

    assertTrue(found.matches("0 RW 1 WW( \\d+ WW){8} 26 PROCESS 27 WR"), found);
  }
}
