package dev.overdraft.explore.step;

import dev.overdraft.explore.step.Lane.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Waits until nobody computes: all are at gates, in the database, done, or wait in the JVM.
 *
 * <p>A wait in the JVM counts only if it is seen after the last of those who compute has arrived:
 * whoever is still moving may be about to give away what is waited for. So what was seen is
 * forgotten with each arrival, and looked at once more in the end.
 */
final class StandStill {

  private static final long COMPUTING_NANOS = 2_000_000;

  private final Course course;
  private final Stepping stepping;
  private final Limits limits;
  private final List<Lane> present;
  private final Set<String> signals;

  /** What was seen last of each that moves. */
  private final Map<Integer, JvmWaits.Wait> seen = new TreeMap<>();

  /**
   * Of a course.
   *
   * @param signals where signals are waited for, as far as it is known; may become more
   */
  StandStill(
      Course course, Stepping stepping, Limits limits, List<Lane> present, Set<String> signals) {
    this.course = course;
    this.stepping = stepping;
    this.limits = limits;
    this.present = present;
    this.signals = signals;
  }

  /** Returns when it is so, or the run is stopped. */
  void await() throws InterruptedException {
    Map<Integer, JvmWaits.Wait> waits = course.jvmWaits();
    waits.clear();
    long giveUp = System.nanoTime() + limits.patience().toNanos();
    int moving = present.size();
    while (true) {
      List<Lane> running = running();
      if (running.size() < moving) {
        seen.clear();
        waits.clear();
      }
      if (running.isEmpty()) {
        return;
      }
      moving = running.size();
      List<Lane> computing = running.stream().filter(l -> !waits.containsKey(l.index)).toList();
      if (computing.isEmpty()) {
        if (running.stream().allMatch(this::stillWaits)) {
          return;
        }
        seen.clear();
        waits.clear();
        continue;
      }
      Pause.until(COMPUTING_NANOS, () -> computing.stream().anyMatch(Lane::hasArrived));
      if (stepping.isOpening()) {
        // Whoever waits in a pool now may be waiting for this very connection.
        seen.clear();
      }
      computing.forEach(this::look);
      if (System.nanoTime() > giveUp) {
        if (learnSignals(computing)) {
          giveUp = System.nanoTime() + limits.patience().toNanos();
          continue;
        }
        course.stop(
            new Stop.Unknown(
                computing.get(0).thread.getName()
                    + " has been computing, or waiting for something unknown, for "
                    + limits.patience().toSeconds()
                    + " s"));
        return;
      }
    }
  }

  private List<Lane> running() {
    List<Lane> running = new ArrayList<>(present.size());
    for (Lane lane : present) {
      if (lane.state() == State.RUNNING) {
        running.add(lane);
      }
    }
    return running;
  }

  private void look(Lane lane) {
    if (lane.state() != State.RUNNING || stepping.isOpening()) {
      return;
    }
    JvmWaits.of(lane.thread, present)
        .ifPresent(
            wait -> {
              boolean still = wait.equals(seen.put(lane.index, wait));
              if ((still && isKnown(wait)) || wait.owner() >= 0) {
                course.jvmWaits().put(lane.index, wait);
              }
            });
  }

  private boolean stillWaits(Lane lane) {
    return JvmWaits.of(lane.thread, present)
        .equals(Optional.ofNullable(course.jvmWaits().get(lane.index)));
  }

  private boolean isKnown(JvmWaits.Wait wait) {
    return wait.kind() != JvmWaits.Kind.SIGNAL || signals.contains(wait.what());
  }

  /** Whether all these wait for signals, and it was not known of some. */
  private boolean learnSignals(List<Lane> computing) {
    boolean learned = false;
    for (Lane lane : computing) {
      JvmWaits.Wait wait = seen.get(lane.index);
      if (wait == null || wait.kind() != JvmWaits.Kind.SIGNAL) {
        return false;
      }
      learned |= signals.add(wait.what());
    }
    return learned;
  }
}
