package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.polygraph.IntList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Orders of two writers of a key that a third transaction forces: it sees the first and reads the
 * second's version, so the first had written before. With those, the order of transactions asked
 * for and who read from whom, a level holds unless there is a cycle.
 *
 * @see <a href="https://doi.org/10.1145/3360591">Biswas and Enea 2019, On the complexity of
 *     checking transactional consistency</a>
 */
final class Forced {

  private final Digraph base;
  private final int mask;
  private final IntList first = new IntList();
  private final IntList second = new IntList();
  private final IntList seer = new IntList();

  /** A transaction that found nil, and one that it sees and that had written; or nothing. */
  private int[] before = {};

  /**
   * On top of who read from whom.
   *
   * @param base with an edge wr for every read, and edges for the order asked for
   * @param order the kinds of the latter
   */
  Forced(Digraph base, int order) {
    this.base = base;
    this.mask = EdgeKind.WR.bit() | order;
  }

  /**
   * That {@code one} wrote before {@code other}.
   *
   * @param other {@link Versions#NONE} for what was there before everybody
   */
  void add(int one, int other, int by) {
    if (other != Versions.NONE) {
      first.add(one);
      second.add(other);
      seer.add(by);
    } else if (before.length == 0) {
      before = new int[] {one, by};
    }
  }

  /** Whether no forced order has been met that can by no means be. */
  boolean contradictsNil() {
    return before.length > 0;
  }

  /** The graph with the forced edges as ww. */
  Digraph graph() {
    int[] start = new int[base.size() + 1];
    for (int i = 0; i < first.size(); i++) {
      start[first.get(i) + 1]++;
    }
    for (int v = 0; v < base.size(); v++) {
      start[v + 1] += start[v];
    }
    int[] at = Arrays.copyOf(start, base.size());
    int[] heads = new int[first.size()];
    for (int i = 0; i < heads.length; i++) {
      heads[at[first.get(i)]++] = second.get(i);
    }
    var builder = new Digraph.Builder(base.real(), base.size(), base.edges() + heads.length);
    for (int v = 0; v < base.size(); v++) {
      builder.next();
      for (int e = base.first(v); e < base.end(v); e++) {
        if (base.in(e, mask)) {
          builder.add(base.target(e), base.kind(e));
        }
      }
      for (int i = start[v]; i < start[v + 1]; i++) {
        builder.add(heads[i], EdgeKind.WW);
      }
    }
    return builder.build();
  }

  /** The transactions that make up one cycle in a graph made here, with whose sight forces it. */
  int[] members(Digraph graph) {
    BitSet members = new BitSet();
    if (before.length > 0) {
      sight(before[0], before[1], members);
      return members.stream().toArray();
    }
    int[] component = Components.of(graph, ~0).get(0);
    int[] cycle = path(graph, component[0], component[0], ~0);
    Map<Long, Integer> forced = new HashMap<>();
    for (int i = 0; i < first.size(); i++) {
      forced.putIfAbsent(((long) first.get(i) << 32) | second.get(i), i);
    }
    for (int at = 0; at < cycle.length; at++) {
      int next = cycle[(at + 1) % cycle.length];
      member(cycle[at], members);
      Integer i = forced.get(((long) cycle[at] << 32) | next);
      if (i != null) {
        sight(first.get(i), seer.get(i), members);
      }
    }
    return members.stream().toArray();
  }

  /** Marks those over whom one transaction sees another. */
  private void sight(int seen, int by, BitSet members) {
    for (int vertex : path(base, seen, by, mask)) {
      member(vertex, members);
    }
    member(by, members);
  }

  private void member(int vertex, BitSet members) {
    if (vertex < base.real()) {
      members.set(vertex);
    }
  }

  /** The vertices of a shortest path, its end left out. */
  private static int[] path(Digraph graph, int from, int to, int mask) {
    int[] via = new int[graph.size()];
    Arrays.fill(via, -1);
    var queue = new ArrayDeque<Integer>();
    queue.add(from);
    while (via[to] < 0 && !queue.isEmpty()) {
      int vertex = queue.poll();
      for (int e = graph.first(vertex); e < graph.end(vertex); e++) {
        int next = graph.target(e);
        if (via[next] < 0 && graph.in(e, mask)) {
          via[next] = vertex;
          queue.add(next);
        }
      }
    }
    IntList path = new IntList();
    for (int vertex = via[to]; vertex >= 0; vertex = vertex == from ? -1 : via[vertex]) {
      path.add(vertex);
    }
    int[] forward = path.toArray();
    for (int i = 0; i < forward.length / 2; i++) {
      int swap = forward[i];
      forward[i] = forward[forward.length - 1 - i];
      forward[forward.length - 1 - i] = swap;
    }
    return forward;
  }
}
