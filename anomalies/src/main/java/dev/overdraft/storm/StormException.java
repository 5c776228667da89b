package dev.overdraft.storm;

import org.jspecify.annotations.Nullable;

/**
 * A storm could not be carried through, for a reason that is not an outcome of any operation: a
 * worker died, or did not come back.
 */
public final class StormException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people, and what caused it if anything was thrown. */
  public StormException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
