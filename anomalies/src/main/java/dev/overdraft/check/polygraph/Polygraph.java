package dev.overdraft.check.polygraph;

import dev.overdraft.check.graph.Budget;

/**
 * A graph of known edges and of choices: of each choice, the edges of one side belong to the graph.
 * Immutable.
 *
 * @see <a href="https://doi.org/10.1145/322154.322158">Papadimitriou 1979, The serializability of
 *     concurrent database updates</a>
 * @see <a href="https://www.usenix.org/conference/osdi20/presentation/tan">Tan et al. 2020,
 *     Cobra</a>
 */
public final class Polygraph {

  private final int size;
  private final int[] from;
  private final int[] to;
  private final int[] sides;
  private final int[] sideFrom;
  private final int[] sideTo;

  private Polygraph(Builder builder) {
    this.size = builder.size;
    this.from = builder.from.toArray();
    this.to = builder.to.toArray();
    builder.sides.add(builder.sideFrom.size());
    this.sides = builder.sides.toArray();
    this.sideFrom = builder.sideFrom.toArray();
    this.sideTo = builder.sideTo.toArray();
  }

  /** How many vertices there are. */
  public int size() {
    return size;
  }

  /** How many choices there are. */
  public int choices() {
    return (sides.length - 1) / 2;
  }

  /** Whether the sides can be chosen so that there is no cycle, within the budget. */
  public Orientation orient(int[] hint, Budget budget) {
    var saturation = new Saturation(this, budget);
    if (!saturation.run()) {
      return budget.spent()
          ? Orientation.undecided()
          : Orientation.impossible(saturation.members());
    }
    return new ChoiceSearch(saturation, hint, budget).run();
  }

  int knownEdges() {
    return from.length;
  }

  int from(int known) {
    return from[known];
  }

  int to(int known) {
    return to[known];
  }

  /** The first edge of side 0 or 1 of a choice, and one past the last of side - 1. */
  int firstOf(int choice, int side) {
    return sides[2 * choice + side];
  }

  int endOf(int choice, int side) {
    return sides[2 * choice + side + 1];
  }

  int sideFrom(int edge) {
    return sideFrom[edge];
  }

  int sideTo(int edge) {
    return sideTo[edge];
  }

  /** Takes edges and choices in any order. Not for use by several threads. */
  public static final class Builder {
    private final int size;
    private final IntList from = new IntList();
    private final IntList to = new IntList();
    private final IntList sides = new IntList();
    private final IntList sideFrom = new IntList();
    private final IntList sideTo = new IntList();

    /** Among so many vertices. */
    public Builder(int size) {
      this.size = size;
    }

    /** An edge that is known; to itself says nothing and is dropped. */
    public void edge(int tail, int head) {
      if (tail != head) {
        from.add(tail);
        to.add(head);
      }
    }

    /** Begins a side; every other time, of a new choice. */
    public void side() {
      sides.add(sideFrom.size());
    }

    /** An edge of the side begun last. */
    public void sideEdge(int tail, int head) {
      sideFrom.add(tail);
      sideTo.add(head);
    }

    /** How many choices were begun. */
    public int choices() {
      return sides.size() / 2;
    }

    /** The whole. */
    public Polygraph build() {
      return new Polygraph(this);
    }
  }
}
