package dev.overdraft.explore.step;

import java.sql.SQLException;
import java.util.List;

/** Brings every actor of a run to its end, however far it had come. */
final class Unwinding {
  private static final long ROUND_NANOS = 5_000_000;

  private final LockWaits waits;
  private final Limits limits;

  Unwinding(LockWaits waits, Limits limits) {
    this.waits = waits;
    this.limits = limits;
  }

  /**
   * Returns when all are done, or patience is, or when those who are left wait for each other's
   * monitors. An actor that is blocked on a monitor, or in a loop that catches whatever is thrown,
   * hears of nothing.
   *
   * @return those who are not done
   */
  List<Lane> unwind(List<Lane> present) throws SQLException {
    long giveUp = System.nanoTime() + 2 * limits.patience().toNanos();
    boolean interrupted = false;
    while (present.stream().anyMatch(Unwinding::isBusy)) {
      present.forEach(Lane::abandon);
      try {
        Pause.until(ROUND_NANOS, () -> present.stream().noneMatch(Unwinding::isBusy));
      } catch (InterruptedException later) {
        interrupted = true;
      }
      for (Lane lane : present) {
        if (lane.isInDatabase() && lane.pending().isPresent()) {
          waits.cancel(lane.pending().get().session());
        } else if (lane.state() == Lane.State.RUNNING) {
          lane.thread.interrupt();
        }
      }
      if (System.nanoTime() > giveUp || JvmWaits.areForGood(busy(present))) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return present.stream().filter(Unwinding::isBusy).toList();
  }

  private static List<Thread> busy(List<Lane> present) {
    return present.stream().filter(Unwinding::isBusy).map(lane -> lane.thread).toList();
  }

  private static boolean isBusy(Lane lane) {
    return lane.state() != Lane.State.DONE;
  }
}
