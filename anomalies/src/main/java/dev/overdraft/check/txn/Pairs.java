package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Two transactions, each of which comes before the other, at least once by rw: lost update, read
 * skew, write skew. One look at every such edge and at those out of its end, so that all of them
 * are found in any component that a search for cycles would take for ever in.
 */
final class Pairs {

  private final Subgraph component;
  private final Digraph graph;
  private final Versions versions;
  private final Budget budget;
  private final Consumer<Cycle> found;

  /** For each vertex, the last one that it was paired with. */
  private final int[] partner;

  Pairs(Subgraph component, Versions versions, Budget budget, Consumer<Cycle> found) {
    this.component = component;
    this.graph = component.graph();
    this.versions = versions;
    this.budget = budget;
    this.found = found;
    this.partner = new int[graph.size()];
    Arrays.fill(partner, -1);
  }

  void all() {
    for (int one = 0; one < graph.real(); one++) {
      for (int edge = graph.first(one); edge < graph.end(one); edge++) {
        int other = graph.target(edge);
        if (graph.kind(edge).isAntiDependency()
            && other < graph.real()
            && partner[other] != one
            && budget.take(graph.end(other) - graph.first(other))) {
          partner[other] = one;
          pair(one, graph.kind(edge), other);
        }
      }
    }
  }

  void lostUpdates(LostUpdates updates) {
    for (int local = 0; local < graph.real(); local++) {
      updates.look(
          component.whole(local),
          (slot, first, second) -> found.accept(LostUpdates.cycle(versions, slot, first, second)));
    }
  }

  private void pair(int one, EdgeKind there, int other) {
    EdgeKind back = EdgeKind.LINK;
    for (int edge = graph.first(other); edge < graph.end(other); edge++) {
      EdgeKind kind = graph.kind(edge);
      boolean data = !kind.isOrder() && kind != EdgeKind.LINK;
      if (graph.target(edge) == one && data && (back == EdgeKind.LINK || worse(kind, back))) {
        back = kind;
      }
    }
    int first = component.whole(one);
    int second = component.whole(other);
    boolean twice = back.isAntiDependency() && (one > other || alsoFollowed(one, other));
    if (back != EdgeKind.LINK && !twice && LostUpdates.shared(versions, first, second) < 0) {
      add(first, there, second, back);
    }
  }

  /** Whether the pair shows something worse when it is seen from the other side. */
  private boolean alsoFollowed(int one, int other) {
    for (int edge = graph.first(one); edge < graph.end(one); edge++) {
      EdgeKind kind = graph.kind(edge);
      if (graph.target(edge) == other && (kind == EdgeKind.WR || kind == EdgeKind.WW)) {
        return true;
      }
    }
    return false;
  }

  private static boolean worse(EdgeKind kind, EdgeKind than) {
    return rank(kind) < rank(than);
  }

  /** Worse ones lower; of two rw, the one over an item. */
  private static int rank(EdgeKind kind) {
    return switch (kind) {
      case WR -> 0;
      case WW -> 1;
      case RW -> 2;
      case RW_PREDICATE -> 3;
      case PROCESS, REALTIME, LINK -> 4;
    };
  }

  private void add(int one, EdgeKind there, int other, EdgeKind back) {
    found.accept(new Cycle(List.of(new Cycle.Step(one, there), new Cycle.Step(other, back))));
  }
}
