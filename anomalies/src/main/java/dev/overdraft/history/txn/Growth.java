package dev.overdraft.history.txn;

/** How arrays grow: by half, up to what an array can hold. */
final class Growth {
  private static final int MAX = Integer.MAX_VALUE - 8;

  private Growth() {}

  static int next(int size) {
    if (size >= MAX) {
      throw new IllegalStateException("a history holds at most " + MAX + " of a kind in memory");
    }
    return (int) Math.min(MAX, size + (size >> 1) + 16L);
  }
}
