package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import java.util.BitSet;
import java.util.Optional;

/**
 * Decides the levels whose every consequence can be written down at once, for registers the order
 * of whose versions is not known: there is an order of all commits iff what is forced makes no
 * cycle. Monotonic atomic view is what Biswas and Enea call read committed; on the axis of sessions
 * these are their levels.
 *
 * @see <a href="https://doi.org/10.1145/3360591">Biswas and Enea 2019, theorem 3.6: polynomial for
 *     read committed, read atomic and causal consistency</a>
 */
final class CommitOrders {

  /**
   * The answer for one level on one axis.
   *
   * @param members where it is broken, those who show that
   * @param order where it holds, the graph whose every order will do
   */
  @SuppressWarnings("ArrayRecordComponent") // a value that is used once
  record Decision(Answer answer, int[] members, Optional<Digraph> order) {}

  private final Digraph base;
  private final Sight sight;
  private final Causality causality;

  /**
   * The writers between whom something contradictory may be forced without the order of processes.
   */
  private BitSet suspects;

  /**
   * Of registers laid in any order.
   *
   * @param base with an edge wr for every read, and those of all orders
   */
  CommitOrders(External external, Digraph base, Budget budget) {
    this.base = base;
    this.sight = new Sight(external);
    this.causality = new Causality(external, base, budget);
    this.suspects = new BitSet();
    suspects.set(0, external.history.size());
  }

  /** Monotonic atomic view, read atomic or causal consistency; stronger axes first. */
  Decision decide(Level level, Axis axis) {
    var forced = new Forced(base, Hunt.order(axis));
    boolean complete = true;
    switch (level) {
      case MONOTONIC_ATOMIC_VIEW -> sight.ofReads(forced, false);
      case READ_ATOMIC -> {
        sight.ofReads(forced, true);
        sight.ofOrder(forced, axis);
      }
      case CAUSAL -> complete = causes(forced, axis);
      default -> throw new IllegalArgumentException(level + " is not one of these");
    }
    Digraph graph = forced.graph();
    boolean broken = forced.contradictsNil() || !Components.acyclic(graph, ~0);
    if (broken) {
      if (level == Level.CAUSAL) {
        suspect(graph);
      }
      return new Decision(Answer.BROKEN, forced.members(graph), Optional.empty());
    }
    return complete
        ? new Decision(Answer.HOLDS, new int[0], Optional.of(graph))
        : new Decision(Answer.UNKNOWN, new int[0], Optional.empty());
  }

  private boolean causes(Forced forced, Axis axis) {
    return axis == Axis.PLAIN
        ? causality.unordered(forced, suspects)
        : causality.inOrder(forced, Hunt.order(axis));
  }

  /** A cycle without the order of processes is a cycle with it: nobody else need be looked at. */
  private void suspect(Digraph graph) {
    suspects = new BitSet();
    for (int[] component : Components.of(graph, ~0)) {
      for (int vertex : component) {
        suspects.set(vertex);
      }
    }
  }
}
