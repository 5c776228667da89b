package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;

/**
 * Causal consistency within one component: whatever a transaction reads from, or comes after, and
 * what that read from in turn, it sees.
 *
 * @see <a href="https://doi.org/10.4230/LIPIcs.CONCUR.2017.26">Cerone, Gotsman and Yang 2017</a>
 */
final class Causes {

  private final Subgraph component;
  private final Digraph graph;
  private final Visibility visibility;
  private final Budget budget;
  private final int[] reached;
  private final int[] queue;

  Causes(Subgraph component, Visibility visibility, Budget budget) {
    this.component = component;
    this.graph = component.graph();
    this.visibility = visibility;
    this.budget = budget;
    this.reached = new int[graph.size()];
    this.queue = new int[graph.size()];
  }

  /** Whether nobody misses a cause; true also when the budget is spent. */
  boolean areSeen(int order) {
    for (int cause = 0; cause < graph.real(); cause++) {
      if (!isSeenDownstream(cause, EdgeKind.WR.bit() | order)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSeenDownstream(int cause, int mask) {
    int round = cause + 1;
    int size = 0;
    queue[size++] = cause;
    reached[cause] = round;
    visibility.forget();
    visibility.see(component.whole(cause));
    for (int at = 0; at < size; at++) {
      int vertex = queue[at];
      if (!budget.take(graph.end(vertex) - graph.first(vertex) + 1L)) {
        return true;
      }
      if (vertex != cause
          && vertex < graph.real()
          && !visibility.missesNothing(component.whole(vertex))) {
        return false;
      }
      for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
        int target = graph.target(edge);
        if (graph.in(edge, mask) && reached[target] != round) {
          reached[target] = round;
          queue[size++] = target;
        }
      }
    }
    return true;
  }
}
