package dev.overdraft.cli;

/**
 * What was asked for cannot be: one sentence that says why and what to ask for instead. Exit code
 * 2.
 */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
