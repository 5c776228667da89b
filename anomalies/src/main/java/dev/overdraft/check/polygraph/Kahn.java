package dev.overdraft.check.polygraph;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Orders vertices so that every edge goes forward.
 *
 * @see <a href="https://doi.org/10.1145/368996.369025">Kahn 1962</a>
 */
final class Kahn {
  private Kahn() {}

  /** All vertices in such an order; fewer if there is a cycle, without those on or behind it. */
  static int[] order(Edges edges) {
    int[] open = inDegrees(edges);
    int[] order = new int[edges.vertices()];
    int size = 0;
    for (int vertex = 0; vertex < open.length; vertex++) {
      if (open[vertex] == 0) {
        order[size++] = vertex;
      }
    }
    for (int at = 0; at < size; at++) {
      for (int e = edges.firstOut(order[at]); e >= 0; e = edges.nextOut(e)) {
        if (--open[edges.to(e)] == 0) {
          order[size++] = edges.to(e);
        }
      }
    }
    return Arrays.copyOf(order, size);
  }

  /** The same, and of all that may come next always the one with the smallest hint. */
  static int[] order(Edges edges, int[] hint) {
    int[] open = inDegrees(edges);
    var ready = new PriorityQueue<Long>();
    for (int vertex = 0; vertex < open.length; vertex++) {
      if (open[vertex] == 0) {
        ready.add(((long) hint[vertex] << 32) | vertex);
      }
    }
    int[] order = new int[edges.vertices()];
    int size = 0;
    for (Long next = ready.poll(); next != null; next = ready.poll()) {
      int vertex = next.intValue();
      order[size++] = vertex;
      for (int e = edges.firstOut(vertex); e >= 0; e = edges.nextOut(e)) {
        int to = edges.to(e);
        if (--open[to] == 0) {
          ready.add(((long) hint[to] << 32) | to);
        }
      }
    }
    return order;
  }

  private static int[] inDegrees(Edges edges) {
    int[] open = new int[edges.vertices()];
    for (int e = 0; e < edges.size(); e++) {
      open[edges.to(e)]++;
    }
    return open;
  }
}
