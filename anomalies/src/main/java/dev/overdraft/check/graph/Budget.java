package dev.overdraft.check.graph;

/** A number of steps that a search may take: counted, so that no verdict depends on a clock. */
public final class Budget {

  private final long allowed;
  private long taken;

  /** So many steps. */
  public Budget(long allowed) {
    this.allowed = allowed;
  }

  /** Takes some; false once more were taken than are allowed. */
  public boolean take(long steps) {
    taken += steps;
    return taken <= allowed;
  }

  /** How many steps are left. */
  public long left() {
    return Math.max(0, allowed - taken);
  }

  /** Whether more steps were needed than were allowed. */
  public boolean spent() {
    return taken > allowed;
  }
}
