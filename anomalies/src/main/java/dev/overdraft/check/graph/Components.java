package dev.overdraft.check.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strongly connected components of more than one vertex: where all cycles are. Tarjan's
 * algorithm without recursion, over the edges of some kinds.
 *
 * @see <a href="https://doi.org/10.1137/0201010">Tarjan 1972</a>
 */
public final class Components {

  private static final int CLOSED = Integer.MAX_VALUE;

  private final Digraph graph;
  private final int mask;
  private final int[] low;
  private final int[] edge;
  private final int[] stack;
  private final int[] path;
  private final boolean[] lowered;
  private int stacked;
  private int time = 1;
  private final List<int[]> found = new ArrayList<>();

  private Components(Digraph graph, int mask) {
    this.graph = graph;
    this.mask = mask;
    this.low = new int[graph.size()];
    this.edge = new int[graph.size()];
    this.stack = new int[graph.size()];
    this.path = new int[graph.size()];
    this.lowered = new boolean[graph.size()];
  }

  /** Each as its vertices in ascending order, those with the smallest first vertex first. */
  public static List<int[]> of(Digraph graph, int mask) {
    var components = new Components(graph, mask);
    for (int vertex = 0; vertex < graph.size(); vertex++) {
      if (components.low[vertex] == 0) {
        components.visit(vertex);
      }
    }
    components.found.forEach(Arrays::sort);
    components.found.sort((a, b) -> Integer.compare(a[0], b[0]));
    return components.found;
  }

  /** Whether the edges of those kinds make no cycle. */
  public static boolean acyclic(Digraph graph, int mask) {
    return of(graph, mask).isEmpty();
  }

  private void visit(int root) {
    int depth = 0;
    push(root, depth);
    while (depth >= 0) {
      int vertex = path[depth];
      int child = advance(vertex, depth);
      if (child >= 0) {
        push(child, ++depth);
      } else if (lowered[depth]) {
        depth--;
        lower(path[depth], low[vertex], depth);
      } else {
        close(vertex);
        depth--;
      }
    }
  }

  private void push(int vertex, int depth) {
    low[vertex] = time++;
    edge[vertex] = graph.first(vertex);
    stack[stacked++] = vertex;
    path[depth] = vertex;
    lowered[depth] = false;
  }

  /** The next vertex never seen, or -1; takes the lowest number seen on the way. */
  private int advance(int vertex, int depth) {
    int end = graph.end(vertex);
    for (int at = edge[vertex]; at < end; at++) {
      if (graph.in(at, mask)) {
        int target = graph.target(at);
        if (low[target] == 0) {
          edge[vertex] = at + 1;
          return target;
        }
        lower(vertex, low[target], depth);
      }
    }
    edge[vertex] = end;
    return -1;
  }

  private void lower(int vertex, int to, int depth) {
    if (to < low[vertex]) {
      low[vertex] = to;
      lowered[depth] = true;
    }
  }

  private void close(int root) {
    int from = stacked;
    do {
      from--;
      low[stack[from]] = CLOSED;
    } while (stack[from] != root);
    if (stacked - from > 1) {
      found.add(Arrays.copyOfRange(stack, from, stacked));
    }
    stacked = from;
  }
}
