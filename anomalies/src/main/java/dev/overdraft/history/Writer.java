package dev.overdraft.history;

/**
 * The mark that a write leaves on its row: which attempt of which operation it was, packed into one
 * {@code long} so that it fits a column, an array and a primitive map.
 *
 * <p>The attempt belongs to it because the revision number of a write that was rolled back is used
 * again by the next.
 */
public final class Writer {

  /** The opening balance: written before any operation. */
  public static final long OPENING = 0;

  /** Somebody whose write did not pass through the recording connection. */
  public static final long FOREIGN = -1;

  /** One more than the attempts of one operation that can be told apart. */
  public static final int MAX_ATTEMPTS = 1024;

  private Writer() {}

  /**
   * The mark of an operation's attempt; attempts count from 1, later ones than the last share its
   * mark. An id too large to be packed is an {@link ArithmeticException}.
   */
  public static long of(long operationId, int attempt) {
    if (operationId < 0 || attempt < 1) {
      throw new IllegalArgumentException("operation " + operationId + ", attempt " + attempt);
    }
    return Math.multiplyExact(Math.addExact(operationId, 1L), MAX_ATTEMPTS)
        + Math.min(attempt, MAX_ATTEMPTS - 1);
  }

  /** Whether the mark names an operation at all. */
  public static boolean isOperation(long writer) {
    return writer >= MAX_ATTEMPTS;
  }

  /** The operation behind a mark for which {@link #isOperation} holds. */
  public static long operation(long writer) {
    return writer / MAX_ATTEMPTS - 1;
  }

  /** The attempt behind a mark, from 1. */
  public static int attempt(long writer) {
    return (int) (writer % MAX_ATTEMPTS);
  }
}
