package dev.overdraft.check.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds a shortest cycle of one {@link CycleClass} in a graph that is one component: a
 * breadth-first search from the head of every edge with which such a cycle can begin, back to its
 * tail. Links have no length. Not for use by several threads.
 *
 * <p>What is searched are walks that remember whether the last edge was rw, whether there was a
 * second rw that matters, and whether an order edge was used. A walk that goes through a
 * transaction twice is cut to the part that is still a cycle of the class; where there is none, a
 * cycle that is no longer a shortest walk is looked for by {@link SimpleCycles}.
 */
public final class CycleSearch {

  private static final int STATES = 8;
  private static final int RW_LAST = 1;
  private static final int RW_AGAIN = 2;
  private static final int ORDERED = 4;
  private static final long MOST_PATHS = 50_000;

  private final Digraph graph;
  private final Budget budget;
  private final Budget paths = new Budget(MOST_PATHS);
  private final int[] seen;
  private final int[] length;
  private final int[] from;
  private final int[] via;
  private final IntDeque queue = new IntDeque();
  private int round;

  /** In {@code graph}, one component of a larger one. */
  public CycleSearch(Digraph graph, Budget budget) {
    this.graph = graph;
    this.budget = budget;
    int states = Math.multiplyExact(graph.size(), STATES);
    this.seen = new int[states];
    this.length = new int[states];
    this.from = new int[states];
    this.via = new int[states];
  }

  /**
   * A shortest cycle of that class, the earliest of several, or none within the budget.
   *
   * @param order the kinds of order edges allowed, of which one at least is used; 0 for a cycle of
   *     data edges alone
   */
  public Optional<Cycle> shortest(CycleClass type, int order) {
    Cycle best = null;
    for (int tail = 0; tail < graph.real(); tail++) {
      for (int edge = graph.first(tail); edge < graph.end(tail); edge++) {
        if ((graph.kind(edge).bit() & type.first()) == 0) {
          continue;
        }
        int bound = best == null ? Integer.MAX_VALUE : best.size() - 1;
        if (bound < 2 || budget.spent()) {
          return Optional.ofNullable(best);
        }
        Optional<Cycle> cycle = from(type, order, tail, edge, bound);
        best = cycle.filter(c -> c.size() <= bound).orElse(best);
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Whether there is a cycle with exactly one rw, order edges used or not; false also when the
   * budget is spent.
   */
  public boolean hasSingle(int order) {
    for (int tail = 0; tail < graph.real(); tail++) {
      for (int edge = graph.first(tail); edge < graph.end(tail); edge++) {
        if (graph.kind(edge).isAntiDependency() && leadsBack(tail, edge, order)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean leadsBack(int tail, int edge, int order) {
    round++;
    queue.clear();
    queue.addLast(reach(graph.target(edge) * STATES, 1, -1, edge));
    while (!queue.isEmpty()) {
      int state = queue.pollFirst();
      int vertex = state / STATES;
      if (vertex == tail) {
        return true;
      }
      if (!budget.take(graph.end(vertex) - graph.first(vertex) + 1L)) {
        return false;
      }
      for (int next = graph.first(vertex); next < graph.end(vertex); next++) {
        int to = graph.target(next) * STATES;
        if (graph.in(next, CycleClass.G_SINGLE.data() | order) && seen[to] != round) {
          queue.addLast(reach(to, 1, state, next));
        }
      }
    }
    return false;
  }

  private Optional<Cycle> from(CycleClass type, int order, int tail, int edge, int bound) {
    round++;
    queue.clear();
    int flags = graph.kind(edge).isAntiDependency() ? RW_LAST : 0;
    queue.addLast(reach(graph.target(edge) * STATES + flags, 1, -1, edge));
    while (!queue.isEmpty()) {
      int state = queue.pollFirst();
      int vertex = state / STATES;
      if (vertex == tail && closes(type, order, state)) {
        Optional<Cycle> cycle = Walk.cycle(type, order, steps(tail, state));
        return cycle.isPresent()
            ? cycle
            : new SimpleCycles(graph, type, order, tail, paths).through(edge, length[state], bound);
      }
      if (!budget.take(graph.end(vertex) - graph.first(vertex) + 1L)) {
        return Optional.empty();
      }
      if (length[state] < bound) {
        expand(type, type.data() | order, state);
      }
    }
    return Optional.empty();
  }

  private void expand(CycleClass type, int mask, int state) {
    int vertex = state / STATES;
    for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
      EdgeKind kind = graph.kind(edge);
      boolean barred = kind.isAntiDependency() && type.apart() && (state & RW_LAST) != 0;
      if (barred || !graph.in(edge, mask)) {
        continue;
      }
      int to = graph.target(edge) * STATES + flags(type, kind, state % STATES);
      int longer = length[state] + (kind == EdgeKind.LINK ? 0 : 1);
      if (seen[to] == round && length[to] <= longer) {
        continue;
      }
      reach(to, longer, state, edge);
      if (kind == EdgeKind.LINK) {
        queue.addFirst(to);
      } else {
        queue.addLast(to);
      }
    }
  }

  private static int flags(CycleClass type, EdgeKind kind, int before) {
    return switch (kind) {
      case LINK -> before;
      case WW, WR -> before & ~RW_LAST;
      case PROCESS, REALTIME -> (before & ~RW_LAST) | ORDERED;
      case RW, RW_PREDICATE ->
          before | RW_LAST | (type.apart() || (before & RW_LAST) != 0 ? RW_AGAIN : 0);
    };
  }

  private static boolean closes(CycleClass type, int order, int state) {
    if (order != 0 && (state & ORDERED) == 0) {
      return false;
    }
    return switch (type) {
      case G0, G1C, G_SINGLE -> true;
      case G_NONADJACENT -> (state & RW_AGAIN) != 0 && (state & RW_LAST) == 0;
      case G2 -> (state & (RW_AGAIN | RW_LAST)) != 0;
    };
  }

  private int reach(int state, int longer, int before, int edge) {
    seen[state] = round;
    length[state] = longer;
    from[state] = before;
    via[state] = edge;
    return state;
  }

  /** The walk from {@code tail} to {@code last}, without those who stand for nobody. */
  private List<Cycle.Step> steps(int tail, int last) {
    List<Cycle.Step> steps = new ArrayList<>();
    for (int state = last; state >= 0; state = from[state]) {
      EdgeKind kind = graph.kind(via[state]);
      if (kind != EdgeKind.LINK) {
        steps.add(new Cycle.Step(from[state] < 0 ? tail : from[state] / STATES, kind));
      }
    }
    Collections.reverse(steps);
    return steps;
  }
}
