package dev.overdraft.check.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a cycle that meets no transaction twice by trying all paths, shorter ones first.
 *
 * <p>For where the shortest closed walk of a class falls apart into cycles of other classes, and a
 * longer one does not. That may take exponentially many steps, so only {@value #MOST_STEPS} are
 * spent on one edge, and no more than a budget on all: beyond, such a cycle is not named, while
 * those that the walk consists of are.
 *
 * @see <a href="https://epubs.siam.org/doi/10.1137/0204007">Johnson 1975, elementary circuits</a>
 */
final class SimpleCycles {

  private static final int MOST_STEPS = 5_000;

  private final Digraph graph;
  private final CycleClass type;
  private final int order;
  private final int tail;
  private final Budget budget;
  private final List<Cycle.Step> steps = new ArrayList<>();
  private int left = MOST_STEPS;

  /** Cycles of that class in which an edge from {@code tail} is the first. */
  SimpleCycles(Digraph graph, CycleClass type, int order, int tail, Budget budget) {
    this.graph = graph;
    this.type = type;
    this.order = order;
    this.tail = tail;
    this.budget = budget;
  }

  /** A shortest one through {@code edge} of at least and at most so many members. */
  Optional<Cycle> through(int edge, int atLeast, int atMost) {
    steps.add(new Cycle.Step(tail, graph.kind(edge)));
    for (int size = atLeast; size <= Math.min(atMost, graph.real()) && left > 0; size++) {
      Optional<Cycle> cycle = from(graph.target(edge), size);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  private Optional<Cycle> from(int vertex, int size) {
    if (vertex == tail) {
      return steps.size() == size ? Walk.cycle(type, order, steps) : Optional.empty();
    }
    boolean seen = steps.stream().anyMatch(step -> step.vertex() == vertex);
    for (int edge = graph.first(vertex); !seen && edge < graph.end(vertex); edge++) {
      Optional<Cycle> cycle = over(vertex, edge, size);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  private Optional<Cycle> over(int vertex, int edge, int size) {
    boolean link = graph.kind(edge) == EdgeKind.LINK;
    if (!graph.in(edge, type.data() | order) || (!link && steps.size() == size)) {
      return Optional.empty();
    }
    if (left-- <= 0 || !budget.take(1)) {
      return Optional.empty();
    }
    if (link) {
      return from(graph.target(edge), size);
    }
    steps.add(new Cycle.Step(vertex, graph.kind(edge)));
    Optional<Cycle> cycle = from(graph.target(edge), size);
    steps.remove(steps.size() - 1);
    return cycle;
  }
}
