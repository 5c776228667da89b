package dev.overdraft.check.graph;

/**
 * Why one transaction comes before another.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/adya-phd.pdf">Adya 1999, section 4.4</a>
 */
public enum EdgeKind {
  /** It wrote the version that the other replaced. */
  WW(0),
  /** It wrote the version that the other read. */
  WR(1),
  /** It read the version that the other replaced. */
  RW(2),
  /** The same process ran it first. */
  PROCESS(3),
  /** It had completed before the other was invoked. */
  REALTIME(4),
  /** No reason of its own: the second half of an edge through a vertex that stands for nobody. */
  LINK(5),
  /**
   * It read which rows match a predicate, and the other then made one match, or one no longer that
   * it did not return: rw over a predicate.
   */
  RW_PREDICATE(6);

  /** The set of rw over items and over predicates. */
  public static final int ANTI_DEPENDENCIES = mask(RW, RW_PREDICATE);

  private static final EdgeKind[] KINDS = {WW, WR, RW, PROCESS, REALTIME, LINK, RW_PREDICATE};

  private final int number;

  EdgeKind(int number) {
    this.number = number;
  }

  /** Its number, below 8. */
  int number() {
    return number;
  }

  /** The set that holds it alone. */
  public int bit() {
    return 1 << number;
  }

  /** Whether it says when, not what. */
  public boolean isOrder() {
    return this == PROCESS || this == REALTIME;
  }

  /** Whether it is of somebody who read to somebody who then changed what was read. */
  public boolean isAntiDependency() {
    return this == RW || this == RW_PREDICATE;
  }

  static EdgeKind of(int number) {
    return KINDS[number];
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
