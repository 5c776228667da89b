package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds, in one component, a cycle that breaks one level: for a level that is broken though no
 * cycle found so far says why. Its rw may lead past versions in between.
 *
 * @see Breach
 */
final class LevelCycles {

  private final Subgraph component;
  private final Digraph graph;
  private final Visibility visibility;
  private final Budget budget;

  /** A state is a vertex, twice, plus one if it was come to by what its transaction saw. */
  private final int[] reached;

  private final int[] from;
  private final int[] via;
  private final int[] queue;
  private int size;
  private int round;

  LevelCycles(Subgraph component, Visibility visibility, Budget budget) {
    this.component = component;
    this.graph = component.graph();
    this.visibility = visibility;
    this.budget = budget;
    int states = Math.multiplyExact(graph.size(), 2);
    this.reached = new int[states];
    this.from = new int[states];
    this.via = new int[states];
    this.queue = new int[states];
  }

  /** One of the first of them, and a short one. */
  Optional<Cycle> of(Level level, Axis axis) {
    int order = Hunt.order(axis);
    return switch (level) {
      case MONOTONIC_ATOMIC_VIEW -> direct(true);
      case READ_ATOMIC ->
          direct(false).or(() -> order == 0 ? Optional.empty() : causes().missed(order));
      case CAUSAL -> causes().missed(EdgeKind.WR.bit() | order);
      case PREFIX -> prefix(Hunt.mask(axis));
      default -> Optional.empty();
    };
  }

  private Causes causes() {
    return new Causes(component, visibility, budget);
  }

  /** Somebody who read from another and missed more of it, afterwards or at all. */
  private Optional<Cycle> direct(boolean afterwards) {
    for (int writer = 0; writer < graph.real(); writer++) {
      int last = Versions.NONE;
      for (int edge = graph.first(writer); edge < graph.end(writer); edge++) {
        int reader = graph.target(edge);
        boolean again = reader == last;
        last = graph.kind(edge) == EdgeKind.WR ? reader : last;
        if (graph.kind(edge) == EdgeKind.WR
            && !again
            && visibility.misses(component.whole(reader), component.whole(writer), afterwards)) {
          return Optional.of(
              new Cycle(
                  List.of(
                      new Cycle.Step(component.whole(reader), EdgeKind.RW),
                      new Cycle.Step(component.whole(writer), EdgeKind.WR))));
        }
      }
    }
    return Optional.empty();
  }

  /** Before every rw, its transaction saw something or began after somebody. */
  private Optional<Cycle> prefix(int mask) {
    Optional<Cycle> best = Optional.empty();
    for (int tail = 0; tail < graph.real(); tail++) {
      for (int edge = graph.first(tail); edge < graph.end(tail); edge++) {
        if (graph.kind(edge).isAntiDependency()) {
          Optional<Cycle> cycle = prefix(tail, edge, mask);
          best =
              best.filter(b -> cycle.isEmpty() || b.size() <= cycle.get().size()).or(() -> cycle);
        }
      }
    }
    return best;
  }

  private Optional<Cycle> prefix(int tail, int first, int mask) {
    begin(2 * graph.target(first), Versions.NONE, first);
    for (int at = 0; at < size; at++) {
      int state = queue[at];
      int vertex = state / 2;
      boolean seen = state % 2 == 1;
      if (vertex == tail && seen) {
        return Optional.of(new Cycle(steps(tail, state)));
      }
      if (!budget.take(graph.end(vertex) - graph.first(vertex) + 1L)) {
        return Optional.empty();
      }
      for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
        EdgeKind kind = graph.kind(edge);
        if (graph.in(edge, mask) && (seen || !kind.isAntiDependency())) {
          boolean sees = kind == EdgeKind.LINK ? seen : kind == EdgeKind.WR || kind.isOrder();
          reach(2 * graph.target(edge) + (sees ? 1 : 0), state, edge);
        }
      }
    }
    return Optional.empty();
  }

  private void begin(int state, int before, int edge) {
    round++;
    size = 0;
    reach(state, before, edge);
  }

  private void reach(int state, int before, int edge) {
    if (reached[state] != round) {
      reached[state] = round;
      from[state] = before;
      via[state] = edge;
      queue[size++] = state;
    }
  }

  /** The way from {@code tail} to {@code last}, without those who stand for nobody. */
  private List<Cycle.Step> steps(int tail, int last) {
    List<Cycle.Step> steps = new ArrayList<>();
    for (int state = last; state >= 0 && via[state] >= 0; state = from[state]) {
      EdgeKind kind = graph.kind(via[state]);
      if (kind != EdgeKind.LINK) {
        int vertex = from[state] < 0 ? tail : from[state] / 2;
        steps.add(new Cycle.Step(component.whole(vertex), kind));
      }
    }
    Collections.reverse(steps);
    return steps;
  }
}
