package dev.overdraft.check.polygraph;

import dev.overdraft.check.graph.Budget;

/**
 * Makes those choices that are none: a side that would close a cycle is impossible, and so the
 * edges of the other belong to the graph, until nothing changes.
 */
final class Saturation {

  /** A choice that is open. */
  static final byte OPEN = -1;

  private final Polygraph problem;
  private final Budget budget;
  private final Edges edges;
  private final byte[] side;

  /** For a choice made: how many edges there were when its other side was impossible. */
  private final int[] madeAt;

  private int[] open;
  private int[] members = {};

  Saturation(Polygraph problem, Budget budget) {
    this.problem = problem;
    this.budget = budget;
    this.edges = new Edges(problem.size(), problem.knownEdges() + problem.choices());
    for (int known = 0; known < problem.knownEdges(); known++) {
      edges.add(problem.from(known), problem.to(known), Edges.KNOWN);
    }
    this.side = new byte[problem.choices()];
    this.madeAt = new int[problem.choices()];
    this.open = new int[problem.choices()];
    for (int c = 0; c < open.length; c++) {
      side[c] = OPEN;
      open[c] = c;
    }
  }

  Polygraph problem() {
    return problem;
  }

  /** The known edges and those of the choices made, each owned by its choice. */
  Edges edges() {
    return edges;
  }

  /** The side of a choice made, or {@link #OPEN}. */
  byte side(int choice) {
    return side[choice];
  }

  int madeAt(int choice) {
    return madeAt[choice];
  }

  /** The choices that are still open. */
  int[] open() {
    return open;
  }

  /** The vertices that show that there is no way. */
  int[] members() {
    return members;
  }

  /** Whether there may be a way; false also when the budget is spent. */
  boolean run() {
    Reach reach = new Reach(problem.size());
    while (true) {
      int[] order = Kahn.order(edges);
      if (order.length < problem.size()) {
        members = new Derivation(this).ofCycle();
        return false;
      }
      int before = open.length;
      if (!round(reach, order)) {
        return false;
      }
      if (open.length == before) {
        return true;
      }
    }
  }

  private boolean round(Reach reach, int[] order) {
    int known = edges.size();
    IntList left = new IntList();
    IntList makes = new IntList();
    for (int at = 0; at < open.length; ) {
      int end = targets(reach, at);
      if (!budget.take(reach.cost(edges) + end - at)) {
        return false;
      }
      reach.compute(edges, order);
      for (; at < end; at++) {
        int choice = open[at];
        boolean first = isPossible(reach, choice, 0);
        boolean second = isPossible(reach, choice, 1);
        madeAt[choice] = known;
        if (!first && !second) {
          members = new Derivation(this).ofChoice(choice);
          return false;
        }
        if (first && second) {
          left.add(choice);
        } else {
          side[choice] = (byte) (first ? 0 : 1);
          makes.add(choice);
        }
      }
    }
    for (int choice : makes.toArray()) {
      for (int e = problem.firstOf(choice, side[choice]);
          e < problem.endOf(choice, side[choice]);
          e++) {
        edges.add(problem.sideFrom(e), problem.sideTo(e), choice);
      }
    }
    open = left.toArray();
    return true;
  }

  /** Takes choices from that place on until there are targets enough; where the next begins. */
  private int targets(Reach reach, int from) {
    reach.clear();
    int at = from;
    while (at < open.length && targets(reach, open[at], 0) && targets(reach, open[at], 1)) {
      at++;
    }
    return at;
  }

  private boolean targets(Reach reach, int choice, int of) {
    for (int e = problem.firstOf(choice, of); e < problem.endOf(choice, of); e++) {
      if (!reach.target(problem.sideFrom(e))) {
        return false;
      }
    }
    return true;
  }

  private boolean isPossible(Reach reach, int choice, int of) {
    for (int e = problem.firstOf(choice, of); e < problem.endOf(choice, of); e++) {
      if (reach.reaches(problem.sideTo(e), problem.sideFrom(e))) {
        return false;
      }
    }
    return true;
  }
}
