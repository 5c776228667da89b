package dev.overdraft.check.graph;

import java.util.List;

/**
 * Transactions each of which comes before the next, and the last before the first.
 *
 * @param steps each with the reason why it comes before the next step's
 */
public record Cycle(List<Step> steps) {

  /** One transaction, and why it comes before the one after it in the cycle. */
  public record Step(int vertex, EdgeKind kind) {}

  public Cycle {
    steps = List.copyOf(steps);
    if (steps.size() < 2) {
      throw new IllegalArgumentException("a cycle has two members at least");
    }
  }

  /** How many transactions it goes through. */
  public int size() {
    return steps.size();
  }

  /** The transaction at that place; places go round. */
  public int vertex(int at) {
    return steps.get(Math.floorMod(at, size())).vertex();
  }

  /** The edge from that place to the next; places go round. */
  public EdgeKind kind(int at) {
    return steps.get(Math.floorMod(at, size())).kind();
  }

  /** Whether one of its rw edges is over a predicate. */
  public boolean isOverPredicate() {
    return count(EdgeKind.RW_PREDICATE) > 0;
  }

  /** How many edges are of that kind. */
  public int count(EdgeKind kind) {
    return (int) steps.stream().filter(s -> s.kind() == kind).count();
  }
}
