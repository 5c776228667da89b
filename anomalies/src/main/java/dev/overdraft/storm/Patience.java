package dev.overdraft.storm;

import java.time.Duration;

/**
 * How long a storm waits for its workers: until a while after the planned end, or after the first
 * request to stop, whichever comes first; and, since a storm may have no planned end, never longer
 * than three such whiles without a completed operation. Not for use by several threads.
 */
final class Patience {

  private static final int WHILES_WITHOUT_PROGRESS = 3;

  private final long whileMillis;
  private long lastMillis;
  private boolean stopping;
  private long progressMillis;
  private long completed;

  /** Negative {@code plannedMillis} plan no end. */
  Patience(long plannedMillis, Duration patience) {
    whileMillis = patience.toMillis();
    lastMillis = plannedMillis < 0 ? Long.MAX_VALUE : plannedMillis + whileMillis;
  }

  /** Whether to wait no longer, as of now. */
  boolean exhausted(long elapsedMillis, long completedSoFar, boolean stopRequested) {
    if (stopRequested && !stopping) {
      stopping = true;
      lastMillis = Math.min(lastMillis, elapsedMillis + whileMillis);
    }
    if (completedSoFar != completed) {
      completed = completedSoFar;
      progressMillis = elapsedMillis;
    }
    return elapsedMillis > lastMillis
        || elapsedMillis - progressMillis > WHILES_WITHOUT_PROGRESS * whileMillis;
  }
}
