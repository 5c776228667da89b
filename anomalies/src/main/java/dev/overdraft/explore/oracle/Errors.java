package dev.overdraft.explore.oracle;

import dev.overdraft.target.SqlErrors;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which errors an actor may end with, and how an error is told from another.
 *
 * <p>Allowed by default is what a caller may answer by running the whole transaction again:
 * serialization failures, deadlocks, lock time-outs and stale versions. Such an actor counts as not
 * having run. Any other error is an answer like a value, and must occur in a serial order too. An
 * {@link AssertionError} is no answer: it fails the run, whatever the order, unless its class or
 * what has caused it is allowed.
 *
 * @param allowed further SQLSTATEs or simple class names
 * @param mustRetry those that the application has to handle itself, although they are retryable
 */
public record Errors(Set<String> allowed, Set<String> mustRetry) {
  /** The default. */
  public static final Errors STANDARD = new Errors(Set.of(), Set.of());

  public Errors {
    allowed = Set.copyOf(allowed);
    mustRetry = Set.copyOf(mustRetry);
  }

  /** The same, with one more error allowed. */
  public Errors allow(String stateOrClass) {
    Set<String> more = new HashSet<>(allowed);
    more.add(stateOrClass);
    return new Errors(more, mustRetry);
  }

  /** The same, with one more error that must not reach the caller. */
  public Errors retried(String stateOrClass) {
    Set<String> more = new HashSet<>(mustRetry);
    more.add(stateOrClass);
    return new Errors(allowed, more);
  }

  /** Whether an actor that ended so counts as not having run. */
  public boolean allows(Throwable error) {
    return names(allowed, error) || SqlErrors.retryable(error);
  }

  /** What is wrong with a run in which an actor ended so; empty if nothing is by that alone. */
  public Optional<Failure.Kind> fault(Throwable error) {
    if (names(mustRetry, error)) {
      return Optional.of(Failure.Kind.ERROR);
    }
    return error instanceof AssertionError && !allows(error)
        ? Optional.of(Failure.Kind.ASSERTION)
        : Optional.empty();
  }

  private static boolean names(Set<String> errors, Throwable error) {
    return errors.contains(state(error)) || errors.contains(error.getClass().getSimpleName());
  }

  /** The innermost SQLSTATE; empty without one. */
  public static String state(Throwable error) {
    String state = "";
    int depth = 0;
    for (Throwable t = error; t != null && depth < 32; t = t.getCause(), depth++) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return state;
  }

  /** What makes it equal to another: its class and its SQLSTATE. */
  public static String text(Throwable error) {
    String state = state(error);
    return "threw " + error.getClass().getSimpleName() + (state.isEmpty() ? "" : " " + state);
  }
}
