package dev.overdraft.check.txn;

/**
 * How far judging goes.
 *
 * @param steps how many steps one search may take; what is not decided by then is unknown
 * @param witnesses how many occurrences of one kind are explained; all are counted
 * @param selfProof whether each proof's sub-history is judged again
 */
public record Options(long steps, int witnesses, boolean selfProof) {

  /** What a command without options uses. */
  public static final Options DEFAULT = new Options(100_000_000L, 5, true);

  public Options {
    if (steps < 1 || witnesses < 1) {
      throw new IllegalArgumentException("steps " + steps + ", witnesses " + witnesses);
    }
  }
}
