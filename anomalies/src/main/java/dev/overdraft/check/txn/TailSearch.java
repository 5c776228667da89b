package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Puts pairs of writers into an order so that consistent view holds: what leaves a pair no
 * alternative is settled, then of one pair an order is tried, and the other. Not for use by several
 * threads.
 */
final class TailSearch {

  private final Digraph graph;
  private final Axis axis;
  private final Budget budget;

  /** First and second of the pairs that have an order. */
  private final Deque<int[]> chosen = new ArrayDeque<>();

  /** In a graph that satisfies consistent view as long as none of them has. */
  TailSearch(Digraph graph, Axis axis, Budget budget) {
    this.graph = graph;
    this.axis = axis;
    this.budget = budget;
  }

  /** Whether all those pairs can be ordered; unknown once the budget is spent. */
  Answer decide(List<int[]> pairs) {
    if (!possible(pairs)) {
      return Answer.BROKEN;
    }
    return budget.spent() ? Answer.UNKNOWN : Answer.HOLDS;
  }

  /** True also once the budget is spent. */
  private boolean possible(List<int[]> pairs) {
    if (budget.spent()) {
      return true;
    }
    int before = chosen.size();
    List<int[]> open = new ArrayList<>(pairs);
    boolean possible = settle(open) && attempt(open);
    while (chosen.size() > before) {
      chosen.removeLast();
    }
    return possible;
  }

  /** Orders and removes what has no alternative; false if a pair has no order at all. */
  private boolean settle(List<int[]> open) {
    boolean again = true;
    while (again) {
      again = false;
      for (Iterator<int[]> each = open.iterator(); each.hasNext(); ) {
        int[] pair = each.next();
        int[] turned = {pair[1], pair[0]};
        boolean asIs = holds(pair);
        boolean otherwise = holds(turned);
        if (!asIs && !otherwise) {
          return false;
        }
        if (asIs != otherwise) {
          chosen.addLast(asIs ? pair : turned);
          each.remove();
          again = true;
        }
      }
    }
    return true;
  }

  private boolean attempt(List<int[]> open) {
    if (open.isEmpty()) {
      return true;
    }
    int[] pair = open.get(0);
    List<int[]> others = open.subList(1, open.size());
    return with(pair, others) || with(new int[] {pair[1], pair[0]}, others);
  }

  private boolean with(int[] order, List<int[]> others) {
    chosen.addLast(order);
    boolean possible = possible(others);
    chosen.removeLast();
    return possible;
  }

  private boolean holds(int[] more) {
    if (!budget.take(graph.edges())) {
      return true;
    }
    chosen.addLast(more);
    var ordered = new Digraph.Builder(graph.real(), graph.size(), graph.edges() + chosen.size());
    for (int vertex = 0; vertex < graph.size(); vertex++) {
      ordered.next();
      for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
        ordered.add(graph.target(edge), graph.kind(edge));
      }
      for (int[] order : chosen) {
        if (order[0] == vertex) {
          ordered.add(order[1], EdgeKind.WW);
        }
      }
    }
    chosen.removeLast();
    return ConsistentView.holds(ordered.build(), axis, budget);
  }
}
