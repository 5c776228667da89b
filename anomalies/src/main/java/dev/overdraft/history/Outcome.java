package dev.overdraft.history;

import java.util.Locale;

/**
 * How one operation ended, as its client can know it. Jepsen's three completion types, with
 * Jepsen's meaning.
 */
public enum Outcome {
  /** It took effect, exactly once. */
  OK,
  /** It certainly had no effect: refused, rolled back, aborted. */
  FAIL,
  /** Nobody knows: it may have taken effect, or may yet, or never. */
  INFO;

  /** {@code ok}, {@code fail} or {@code info}: the word in a history file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
