package dev.overdraft.engine;

/**
 * The environment would not give us a database: says what was wrong and what to do about it. The
 * command line prints the message alone and ends with exit code 5. Never contains a password.
 *
 * <p>Unchecked: nobody between the engine and the command line can do anything about it.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One or more sentences for people. */
  public EngineException(String message) {
    super(message);
  }

  /** As above, with what the system said. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Restores the interrupt flag of the current thread. */
  static EngineException interrupted(String during, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new EngineException("interrupted while " + during, cause);
  }
}
