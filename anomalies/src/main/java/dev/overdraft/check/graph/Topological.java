package dev.overdraft.check.graph;

import java.util.Arrays;

/**
 * An order of all vertices in which every edge of some kinds goes forward.
 *
 * @see <a href="https://doi.org/10.1145/368996.369025">Kahn 1962</a>
 */
public final class Topological {
  private Topological() {}

  /** All vertices in such an order; fewer if there is a cycle, without those on or behind it. */
  public static int[] order(Digraph graph, int mask) {
    int[] open = new int[graph.size()];
    for (int vertex = 0; vertex < graph.size(); vertex++) {
      for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
        open[graph.target(edge)] += graph.in(edge, mask) ? 1 : 0;
      }
    }
    int[] order = new int[graph.size()];
    int size = 0;
    for (int vertex = 0; vertex < open.length; vertex++) {
      if (open[vertex] == 0) {
        order[size++] = vertex;
      }
    }
    for (int at = 0; at < size; at++) {
      for (int edge = graph.first(order[at]); edge < graph.end(order[at]); edge++) {
        if (graph.in(edge, mask) && --open[graph.target(edge)] == 0) {
          order[size++] = graph.target(edge);
        }
      }
    }
    return Arrays.copyOf(order, size);
  }
}
