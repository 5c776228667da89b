package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
  private final int[] from;
  private final int[] via;
  private final int[] queue;
  private int size;

  Causes(Subgraph component, Visibility visibility, Budget budget) {
    this.component = component;
    this.graph = component.graph();
    this.visibility = visibility;
    this.budget = budget;
    this.reached = new int[graph.size()];
    this.from = new int[graph.size()];
    this.via = new int[graph.size()];
    this.queue = new int[graph.size()];
  }

  /** Whether nobody misses a cause; true also when the budget is spent. */
  boolean areSeen(int order) {
    return missed(EdgeKind.WR.bit() | order).isEmpty();
  }

  /**
   * Somebody to whom the effects of another came along edges of those kinds, and who missed one of
   * them: an rw, perhaps past versions in between, and the way back.
   */
  Optional<Cycle> missed(int mask) {
    Arrays.fill(reached, 0);
    for (int cause = 0; cause < graph.real(); cause++) {
      Optional<Cycle> cycle = missedDownstream(cause, mask);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  private Optional<Cycle> missedDownstream(int cause, int mask) {
    size = 0;
    reach(cause, cause + 1, Versions.NONE, Versions.NONE);
    visibility.forget();
    visibility.see(component.whole(cause));
    for (int at = 0; at < size; at++) {
      int vertex = queue[at];
      if (!budget.take(graph.end(vertex) - graph.first(vertex) + 1L)) {
        return Optional.empty();
      }
      if (vertex != cause
          && vertex < graph.real()
          && !visibility.missesNothing(component.whole(vertex))) {
        return Optional.of(back(vertex));
      }
      for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
        if (graph.in(edge, mask)) {
          reach(graph.target(edge), cause + 1, vertex, edge);
        }
      }
    }
    return Optional.empty();
  }

  private void reach(int vertex, int round, int before, int edge) {
    if (reached[vertex] != round) {
      reached[vertex] = round;
      from[vertex] = before;
      via[vertex] = edge;
      queue[size++] = vertex;
    }
  }

  /** The way to a reader, without those who stand for nobody, and its rw. */
  private Cycle back(int reader) {
    List<Cycle.Step> steps = new ArrayList<>();
    steps.add(new Cycle.Step(component.whole(reader), EdgeKind.RW));
    for (int vertex = reader; via[vertex] >= 0; vertex = from[vertex]) {
      EdgeKind kind = graph.kind(via[vertex]);
      if (kind != EdgeKind.LINK) {
        steps.add(new Cycle.Step(component.whole(from[vertex]), kind));
      }
    }
    Collections.reverse(steps);
    return new Cycle(steps);
  }
}
