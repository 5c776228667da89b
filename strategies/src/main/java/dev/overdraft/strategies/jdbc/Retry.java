package dev.overdraft.strategies.jdbc;

import dev.overdraft.target.SqlErrors;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Runs a whole transaction again, from its inputs, when another one was in its way.
 *
 * <p>Bounded: {@value #ATTEMPTS} attempts by default, with a random pause before each that grows to
 * {@value #LONGEST_PAUSE_MICROS} microseconds; then the last error is the caller's. Only errors
 * that certainly had no effect are retried: a commit of unknown outcome never is. Safe for use by
 * several threads.
 */
public final class Retry {

  static final int ATTEMPTS = 24;
  static final long LONGEST_PAUSE_MICROS = 20_000;
  private static final long FIRST_PAUSE_MICROS = 200;

  private final SplittableRandom jitter;
  private final int attempts;

  /** Pauses drawn from {@code seed}. */
  public Retry(long seed) {
    this(seed, ATTEMPTS);
  }

  /** The same with fewer attempts, or more. */
  public Retry(long seed, int attempts) {
    this.jitter = new SplittableRandom(seed);
    this.attempts = attempts;
  }

  /** As often as it takes: for work that must not be given up once it has been begun. */
  public static Retry untilDone(long seed) {
    return new Retry(seed, Integer.MAX_VALUE);
  }

  /** The work's result, from the first attempt that was not in anybody's way. */
  public <T> T call(Callable<T> work) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.call();
      } catch (Exception conflict) {
        if (attempt >= attempts || !SqlErrors.retryable(conflict)) {
          throw conflict;
        }
        TimeUnit.MICROSECONDS.sleep(pauseMicros(attempt));
      }
    }
  }

  private long pauseMicros(int attempt) {
    long longest = Math.min(LONGEST_PAUSE_MICROS, FIRST_PAUSE_MICROS << Math.min(attempt, 16));
    synchronized (jitter) {
      return jitter.nextLong(longest);
    }
  }
}
