package dev.overdraft.explore.step;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How the scheduling thread waits: parked, woken by whoever arrives, for at most so long. */
final class Pause {
  private Pause() {}

  /** Returns when {@code done} holds, or the time is up: the caller looks again. */
  static void until(long nanos, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (!done.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(Pause.class, left);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while a schedule ran");
      }
    }
  }
}
