package dev.overdraft.explore.step;

import dev.overdraft.explore.step.Lane.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs schedules: lets one actor make one step at a time, and decides only when all stand still.
 *
 * <p><b>Threads.</b> One per actor, kept from run to run, and the caller's, the scheduling thread.
 * An actor is computing, at a gate, in the database, or done. <b>Standing still</b> means: none
 * computes, and each that is in the database is proven by {@link LockWaits} to wait for a session
 * of ours. Then, and only then, a {@link Policy} chooses among those at a gate.
 *
 * <p><b>Clocks.</b> A clock says when to ask the server, never what is the case: a statement that
 * is merely slow is asked about again and again. After a step that may have released locks, every
 * waiting actor has to be proven waiting anew.
 *
 * <p><b>Deadlocks.</b> While the waits form a cycle the server is going to abort somebody, and we
 * wait for that. Before a statement of an actor for whom others wait, {@link LockWaits#sharpen}
 * arranges that the closing statement is the victim. A wait for one's own other connection, or a
 * cycle that runs through two connections of one actor, is seen by no server: it ends the run.
 *
 * <p><b>Speed.</b> As long as nobody waits, actors hand the {@link Baton} on among themselves, and
 * the scheduling thread only watches for a step that takes long.
 *
 * <p><b>Bounds.</b> {@link Limits}. A run that is given up is unwound: statements at gates throw an
 * Error, commits and rollbacks pass, waits are cancelled. An actor that even so comes to no end may
 * have monitors that the next run needs, so there is none: {@link #endless}.
 */
public final class Scheduler implements AutoCloseable {

  private final Stepping stepping;
  private final LockWaits waits;
  private final Limits limits;
  private final Baton baton = new Baton();
  private final List<Lane> lanes = new ArrayList<>();

  /** Where signals are waited for, as far as it is known. */
  private final Set<String> signals = new TreeSet<>();

  /** Which actors came to no end, in a sentence. */
  private String endless = "";

  /** Schedules what uses {@code stepping}'s data source. */
  public Scheduler(Stepping stepping, LockWaits waits, Limits limits) {
    this.stepping = stepping;
    this.waits = waits;
    this.limits = limits;
  }

  /** Runs all actors to their ends, or until the policy or a bound ends it. */
  public Run run(List<Actor> actors, Policy policy) throws SQLException, InterruptedException {
    return run(actors, policy, LockObserver.NONE);
  }

  /** The same, with somebody who looks at what steps lock. */
  public Run run(List<Actor> actors, Policy policy, LockObserver observer)
      throws SQLException, InterruptedException {
    if (!endless.isEmpty()) {
      throw new IllegalStateException(
          endless + ", and may have what others would wait for: open another explorer");
    }
    while (lanes.size() < actors.size()) {
      lanes.add(new Lane(lanes.size(), actors.get(lanes.size()).name(), stepping, baton));
    }
    List<Lane> present = List.copyOf(lanes.subList(0, actors.size()));
    present.forEach(lane -> lane.prepare(actors.get(lane.index).work(), Thread.currentThread()));
    var course = new Course(present, stepping, waits, limits, policy, observer, baton);
    baton.belongsHere();
    stepping.begin();
    try {
      List<Integer> serially = policy.oneAfterTheOther();
      if (serially.isEmpty()) {
        course.enlist(present);
        drive(course, present);
      }
      for (int next : serially) {
        if (!course.isStopped()) {
          course.enlist(List.of(present.get(next)));
          drive(course, present);
        }
      }
    } finally {
      List<Lane> left = new Unwinding(waits, limits).unwind(present);
      if (!left.isEmpty()) {
        endless = sentence(left);
        course.endless(endless);
        stepping.cutOff(left);
      }
      stepping.end();
      stepping.sweep(present);
      stepping.settle();
    }
    return course.finished(actors.stream().map(Actor::name).toList());
  }

  private void drive(Course course, List<Lane> present) throws SQLException, InterruptedException {
    course.begin();
    while (true) {
      new StandStill(course, stepping, limits, present, signals).await();
      Optional<String> refusal = stepping.refusal();
      if (refusal.isPresent()) {
        course.stop(new Stop.Unknown(refusal.get()));
      }
      if (course.isStopped()) {
        return;
      }
      if (course.enabled().isEmpty()) {
        if (present.stream().anyMatch(l -> l.state() != State.DONE)) {
          course.stuck();
        }
        return;
      }
      course.decide();
    }
  }

  private static String sentence(List<Lane> left) {
    String who = left.stream().map(l -> "'" + l.name() + "'").collect(Collectors.joining(" and "));
    return who + (left.size() == 1 ? " does" : " do") + " not come to an end";
  }

  /** Which actors nothing brought to an end, so that there can be no other run. */
  public Optional<String> endless() {
    return endless.isEmpty() ? Optional.empty() : Optional.of(endless);
  }

  /** Whether an actor was ever seen to wait for a signal, given by whomever past the database. */
  public boolean sawSignals() {
    return !signals.isEmpty();
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }
}
