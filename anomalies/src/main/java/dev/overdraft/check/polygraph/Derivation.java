package dev.overdraft.check.polygraph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Why choices had to be made: collects all vertices of the paths by which one side after the other
 * was impossible.
 */
final class Derivation {

  /** The reasons behind more choices than these are left out. */
  private static final int MOST = 2_000;

  private final Saturation saturation;
  private final Polygraph problem;
  private final Edges edges;
  private final BitSet members = new BitSet();
  private final BitSet explained = new BitSet();
  private final ArrayDeque<Integer> choices = new ArrayDeque<>();
  private final int[] via;
  private final int[] seen;
  private int round;

  Derivation(Saturation saturation) {
    this.saturation = saturation;
    this.problem = saturation.problem();
    this.edges = saturation.edges();
    this.via = new int[problem.size()];
    this.seen = new int[problem.size()];
  }

  /** Of a cycle in the graph as it is, which has one. */
  int[] ofCycle() {
    int[] open = new int[problem.size()];
    Arrays.fill(open, 1);
    for (int vertex : Kahn.order(edges)) {
      open[vertex] = 0;
    }
    int vertex = 0;
    while (open[vertex] == 0) {
      vertex++;
    }
    // every vertex left has one before it that is left: going back comes round
    int[] seenAt = new int[problem.size()];
    IntList back = new IntList();
    while (seenAt[vertex] == 0) {
      seenAt[vertex] = back.size() + 1;
      int e = edges.firstIn(vertex);
      while (open[edges.from(e)] == 0) {
        e = edges.nextIn(e);
      }
      back.add(e);
      vertex = edges.from(e);
    }
    for (int at = seenAt[vertex] - 1; at < back.size(); at++) {
      edge(back.get(at));
    }
    return collected();
  }

  /** Of a choice both of whose sides are impossible. */
  int[] ofChoice(int choice) {
    side(choice, 0);
    side(choice, 1);
    return collected();
  }

  /** One more edge that is part of the reason. */
  void edge(int edge) {
    members.set(edges.from(edge));
    members.set(edges.to(edge));
    int owner = edges.owner(edge);
    if (owner >= 0 && !explained.get(owner)) {
      explained.set(owner);
      choices.add(owner);
    }
  }

  /** All vertices, once the choices behind them are explained. */
  int[] collected() {
    int left = MOST;
    for (Integer choice = choices.poll(); choice != null && left-- > 0; choice = choices.poll()) {
      side(choice, 1 - saturation.side(choice));
    }
    return members.stream().toArray();
  }

  /** Why a side is impossible: a path from the head of one of its edges to the tail. */
  private void side(int choice, int impossible) {
    for (int e = problem.firstOf(choice, impossible); e < problem.endOf(choice, impossible); e++) {
      if (path(problem.sideTo(e), problem.sideFrom(e), saturation.madeAt(choice))) {
        members.set(problem.sideTo(e));
        members.set(problem.sideFrom(e));
        return;
      }
    }
    throw new IllegalStateException("a choice that was made without need");
  }

  private boolean path(int from, int to, int among) {
    round++;
    seen[from] = round;
    var queue = new ArrayDeque<Integer>();
    queue.add(from);
    boolean found = from == to;
    while (!found && !queue.isEmpty()) {
      int vertex = queue.poll();
      for (int e = edges.firstOut(vertex); e >= 0; e = edges.nextOut(e)) {
        int next = edges.to(e);
        if (e < among && seen[next] != round) {
          seen[next] = round;
          via[next] = e;
          queue.add(next);
          found |= next == to;
        }
      }
    }
    for (int vertex = to; found && vertex != from; vertex = edges.from(via[vertex])) {
      edge(via[vertex]);
    }
    return found;
  }
}
