package dev.overdraft.check.graph;

/**
 * Why one transaction comes before another.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/adya-phd.pdf">Adya 1999, section 4.4</a>
 */
public enum EdgeKind {
  /** It wrote the version that the other replaced. */
  WW,
  /** It wrote the version that the other read. */
  WR,
  /** It read the version that the other replaced. */
  RW,
  /** The same process ran it first. */
  PROCESS,
  /** It had completed before the other was invoked. */
  REALTIME,
  /** No reason of its own: the second half of an edge through a vertex that stands for nobody. */
  LINK;

  private static final EdgeKind[] KINDS = values();

  /** Its number, below 8. */
  int number() {
    return ordinal();
  }

  /** The set that holds it alone. */
  public int bit() {
    return 1 << ordinal();
  }

  /** Whether it says when, not what. */
  public boolean isOrder() {
    return this == PROCESS || this == REALTIME;
  }

  static EdgeKind of(int ordinal) {
    return KINDS[ordinal];
  }

  /** The set of all of these. */
  public static int mask(EdgeKind... kinds) {
    int mask = 0;
    for (EdgeKind kind : kinds) {
      mask |= kind.bit();
    }
    return mask;
  }
}
