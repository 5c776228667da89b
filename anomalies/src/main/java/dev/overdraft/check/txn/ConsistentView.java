package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.CycleSearch;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.Doubled;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Axis;

/** That no cycle has exactly one rw, or none; where snapshot isolation holds, there is none. */
final class ConsistentView {

  private static final int DEPENDS = EdgeKind.mask(EdgeKind.WW, EdgeKind.WR);

  private ConsistentView() {}

  /**
   * Whether a graph with the edges of an axis has none such; true also once the budget is spent.
   */
  static boolean holds(Digraph graph, Axis axis, Budget budget) {
    for (int[] part : Components.of(graph, Hunt.mask(axis))) {
      Subgraph within = Subgraph.of(graph, part, Hunt.mask(axis));
      if (!Components.acyclic(within.graph(), DEPENDS | Hunt.order(axis))) {
        return false;
      }
      boolean snapshot = Doubled.isSnapshot(within.graph(), Hunt.mask(axis));
      if (!snapshot && new CycleSearch(within.graph(), budget).hasSingle(Hunt.order(axis))) {
        return false;
      }
    }
    return true;
  }
}
