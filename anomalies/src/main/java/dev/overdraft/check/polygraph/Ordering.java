package dev.overdraft.check.polygraph;

import dev.overdraft.check.graph.Budget;
import java.util.Arrays;

/**
 * An order of all vertices in which every edge goes forward, kept while edges come and go: a new
 * edge that would go back moves those between its ends, or closes a cycle.
 *
 * @see <a href="https://doi.org/10.1145/1187436.1210590">Pearce and Kelly 2006, A dynamic
 *     topological sort algorithm for directed acyclic graphs</a>
 */
final class Ordering {

  private final Edges edges;
  private final Budget budget;
  private final int[] place;
  private final int[] seen;
  private final int[] via;
  private final IntList forward = new IntList();
  private final IntList backward = new IntList();
  private int round;

  /** In the order given, in which all edges go forward. */
  Ordering(Edges edges, int[] order, Budget budget) {
    this.edges = edges;
    this.budget = budget;
    this.place = new int[order.length];
    for (int at = 0; at < order.length; at++) {
      place[order[at]] = at;
    }
    this.seen = new int[order.length];
    this.via = new int[order.length];
  }

  int place(int vertex) {
    return place[vertex];
  }

  int[] places() {
    return place.clone();
  }

  /** Adds an edge; false if it would close a cycle, of which {@link #cycle} are the edges. */
  boolean add(int tail, int head, int owner) {
    if (place[tail] > place[head] && !move(tail, head)) {
      return false;
    }
    edges.add(tail, head, owner);
    return true;
  }

  /** The edges from {@code head} to {@code tail}, right after {@link #add} was refused. */
  int[] cycle(int tail, int head) {
    IntList path = new IntList();
    for (int vertex = tail; vertex != head; vertex = edges.from(via[vertex])) {
      path.add(via[vertex]);
    }
    return path.toArray();
  }

  private boolean move(int tail, int head) {
    round++;
    forward.truncate(0);
    backward.truncate(0);
    see(head, Edges.NONE, forward);
    for (int at = 0; at < forward.size(); at++) {
      for (int e = edges.firstOut(forward.get(at)); e >= 0; e = edges.nextOut(e)) {
        int next = edges.to(e);
        if (place[next] <= place[tail] && seen[next] != round) {
          see(next, e, forward);
          if (next == tail) {
            return false;
          }
        }
      }
    }
    see(tail, Edges.NONE, backward);
    for (int at = 0; at < backward.size(); at++) {
      for (int e = edges.firstIn(backward.get(at)); e >= 0; e = edges.nextIn(e)) {
        int before = edges.from(e);
        if (place[before] >= place[head] && seen[before] != round) {
          see(before, e, backward);
        }
      }
    }
    budget.take(forward.size() + backward.size());
    renumber();
    return true;
  }

  private void see(int vertex, int edge, IntList to) {
    seen[vertex] = round;
    via[vertex] = edge;
    to.add(vertex);
  }

  /** Those that lead to the tail take the first of all their places, in the order they had. */
  private void renumber() {
    long[] moved = new long[backward.size() + forward.size()];
    int[] places = new int[moved.length];
    for (int at = 0; at < moved.length; at++) {
      boolean back = at < backward.size();
      int vertex = back ? backward.get(at) : forward.get(at - backward.size());
      moved[at] = ((long) place[vertex] << 32) | vertex;
      places[at] = place[vertex];
    }
    Arrays.sort(moved, 0, backward.size());
    Arrays.sort(moved, backward.size(), moved.length);
    Arrays.sort(places);
    for (int at = 0; at < moved.length; at++) {
      place[(int) moved[at]] = places[at];
    }
  }
}
