package dev.overdraft.check.graph;

/**
 * Kinds of cycles, told apart by their rw edges, over items or predicates alike: see {@link
 * Cycle#isOverPredicate}. Order edges may stand anywhere in any of them.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/adya-phd.pdf">Adya 1999, chapter 4</a>
 */
public enum CycleClass {
  /** Only ww. */
  G0(EdgeKind.WW.bit(), EdgeKind.mask(EdgeKind.WW)),
  /** ww and wr, at least one wr. */
  G1C(EdgeKind.WR.bit(), EdgeKind.mask(EdgeKind.WW, EdgeKind.WR)),
  /** Exactly one rw. */
  G_SINGLE(EdgeKind.ANTI_DEPENDENCIES, EdgeKind.mask(EdgeKind.WW, EdgeKind.WR)),
  /** Two or more rw, no two of them in a row. */
  G_NONADJACENT(
      EdgeKind.ANTI_DEPENDENCIES,
      EdgeKind.mask(EdgeKind.WW, EdgeKind.WR) | EdgeKind.ANTI_DEPENDENCIES),
  /** Two or more rw, some in a row. */
  G2(
      EdgeKind.ANTI_DEPENDENCIES,
      EdgeKind.mask(EdgeKind.WW, EdgeKind.WR) | EdgeKind.ANTI_DEPENDENCIES);

  private final int first;
  private final int data;

  CycleClass(int first, int data) {
    this.first = first;
    this.data = data;
  }

  /** The kinds of edges of which every such cycle has one, where the search starts. */
  int first() {
    return first;
  }

  /** The kinds of data edges that may follow. */
  int data() {
    return data;
  }

  /** Whether no two rw may stand in a row. */
  boolean apart() {
    return this == G_NONADJACENT;
  }

  /** The class of a cycle. */
  public static CycleClass of(Cycle cycle) {
    int rw = cycle.count(EdgeKind.RW) + cycle.count(EdgeKind.RW_PREDICATE);
    if (rw == 0) {
      return cycle.count(EdgeKind.WR) == 0 ? G0 : G1C;
    }
    boolean adjacent = false;
    for (int at = 0; at < cycle.size(); at++) {
      adjacent |= cycle.kind(at).isAntiDependency() && cycle.kind(at + 1).isAntiDependency();
    }
    return rw == 1 ? G_SINGLE : adjacent ? G2 : G_NONADJACENT;
  }
}
