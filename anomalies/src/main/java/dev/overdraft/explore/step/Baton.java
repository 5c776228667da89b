package dev.overdraft.explore.step;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Who schedules: the scheduling thread, or the one actor that is let go, which goes on to the next
 * decision itself when it arrives at its gate.
 *
 * <p><b>Why.</b> While nobody waits for a lock, exactly one actor moves. If its own thread decides
 * who is next, a step costs no change of threads unless the schedule changes actors, instead of
 * two.
 *
 * <p><b>Protocol.</b> Each time an actor is let go with the baton it gets a new ticket. With that
 * ticket it may take the baton when it arrives, unless the scheduling thread, which watches, has
 * taken it back: because the step is not answered within a while and may wait for a lock. A ticket
 * is good once, so that a thread that is late with looking cannot take what is no longer its own.
 */
final class Baton {

  private static final int SCHEDULER = 0;
  private static final int RUNNER = 1;
  private static final int BUSY = 2;
  private static final int MODES = 4;

  private static final long CALM_NANOS = 2_000_000;
  private static final long RISKY_NANOS = 120_000;

  /** The last ticket, times {@link #MODES}, plus the mode. */
  private final AtomicLong place = new AtomicLong();

  private volatile boolean risky;
  private volatile Thread scheduler = Thread.currentThread();

  /** The scheduling thread's, and at work: a new ticket for the actor about to be let go. */
  long renew(boolean mayWait) {
    long ticket = place.get() / MODES + 1;
    risky = mayWait;
    place.set(ticket * MODES + BUSY);
    return ticket;
  }

  /** Leaves it to the actor that has been let go with this ticket. */
  void leave(long ticket) {
    place.set(ticket * MODES + RUNNER);
    if (risky && Thread.currentThread() != scheduler) {
      LockSupport.unpark(scheduler);
    }
  }

  /** Whether the holder of this ticket will schedule when it arrives. */
  boolean isWith(long ticket) {
    long now = place.get();
    return now == ticket * MODES + RUNNER || now == ticket * MODES + BUSY;
  }

  /** Takes it, if this ticket is still good. */
  boolean take(long ticket) {
    while (true) {
      long now = place.get();
      if (now == ticket * MODES + RUNNER) {
        if (place.compareAndSet(now, ticket * MODES + BUSY)) {
          return true;
        }
      } else if (now == ticket * MODES + BUSY) {
        // Whoever let us go has not left yet.
        Thread.yield();
      } else {
        return false;
      }
    }
  }

  /** Gives it back to the scheduling thread. */
  void giveBack() {
    place.set(place.get() / MODES * MODES + SCHEDULER);
    LockSupport.unpark(scheduler);
  }

  /** The scheduling thread waits until it has the baton again: given back, or taken. */
  void watch() throws InterruptedException {
    while (true) {
      long seen = place.get();
      if (seen % MODES == SCHEDULER) {
        return;
      }
      long deadline = System.nanoTime() + (risky ? RISKY_NANOS : CALM_NANOS);
      boolean interrupted = false;
      for (long left = deadline - System.nanoTime();
          left > 0 && place.get() == seen && !interrupted;
          left = deadline - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
        interrupted = Thread.currentThread().isInterrupted();
      }
      boolean overdue = place.get() == seen && seen % MODES == RUNNER;
      if ((overdue || interrupted)
          && place.compareAndSet(seen / MODES * MODES + RUNNER, seen / MODES * MODES)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while a schedule ran");
        }
        return;
      }
    }
  }

  /** From now on the current thread is the scheduling one. */
  void belongsHere() {
    scheduler = Thread.currentThread();
  }
}
