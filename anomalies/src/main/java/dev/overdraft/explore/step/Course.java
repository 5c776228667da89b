package dev.overdraft.explore.step;

import dev.overdraft.explore.step.Lane.State;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One schedule in progress: who has begun, whose steps are in the database, who waits for whom.
 *
 * <p><b>Threads.</b> Touched by whoever has the {@link Baton}: the scheduling thread, or the actor
 * that was let go while nobody waited. Whatever has to do with waits is done by the scheduling
 * thread.
 */
final class Course {

  private static final int CLOSING_MILLIS = 1;

  /** By then a waiter that was given that long has looked for a cycle, once and for all. */
  private static final long LOOKED_NANOS = TimeUnit.MILLISECONDS.toNanos(10L * CLOSING_MILLIS);

  private final List<Lane> lanes;
  private final Stepping stepping;
  private final Limits limits;
  private final Policy policy;
  private final Baton baton;
  private final Proof proof;
  private final Proceedings proceedings;
  private final Map<Integer, Integer> victims;

  /** When steps were let go that might have closed a cycle, by actor. */
  private final Map<Integer, Long> looking = new HashMap<>();

  private final Chronicle chronicle = new Chronicle();
  private final Map<Integer, Step> inFlight = new TreeMap<>();
  private final WaitGraph graph = new WaitGraph();
  private final Map<Integer, JvmWaits.Wait> jvmWaits = new TreeMap<>();
  private final Deque<Lane> waitingToBegin = new ArrayDeque<>();
  private @Nullable Stop stop;
  private @Nullable Throwable thrown;

  Course(
      List<Lane> lanes,
      Stepping stepping,
      LockWaits waits,
      Limits limits,
      Policy policy,
      LockObserver observer,
      Baton baton) {
    this.lanes = lanes;
    this.stepping = stepping;
    this.limits = limits;
    this.policy = policy;
    this.baton = baton;
    this.proof = new Proof(this, stepping, waits, limits);
    this.proceedings =
        new Proceedings(lanes, inFlight, graph, chronicle, stepping, waits, observer);
    this.victims = policy.victims();
  }

  Map<Integer, JvmWaits.Wait> jvmWaits() {
    return jvmWaits;
  }

  Map<Integer, Step> inFlight() {
    return inFlight;
  }

  WaitGraph graph() {
    return graph;
  }

  Lane lane(int actor) {
    return lanes.get(actor);
  }

  /** The actors whose waits have been written down and not their ends. */
  Set<Integer> waiting() {
    return chronicle.toldToWait();
  }

  void noteWaits() {
    proceedings.noteWaits();
  }

  boolean isStopped() {
    return stop != null;
  }

  /** Ends the run; the first reason counts. */
  void stop(Stop why) {
    if (stop == null) {
      stop = why;
    }
  }

  /** Some of its actors cannot be ended: unless something was found out, nothing will be. */
  void endless(String who) {
    if (!(stop instanceof Stop.Stuck)) {
      stop = stop instanceof Stop.Unknown ? stop : new Stop.Unknown(who);
    }
  }

  Run finished(List<String> actors) {
    return new Run(
        actors,
        chronicle.decisions(),
        chronicle.moments(),
        lanes.stream().map(Lane::ending).toList(),
        Optional.ofNullable(stop));
  }

  // ---- the scheduling thread ----

  /** Actors that are prepared, and are to begin when {@link #begin} says so. */
  void enlist(List<Lane> present) {
    waitingToBegin.addAll(present);
  }

  /**
   * Lets the actors begin. They hand the baton on as long as they can; what is left to do then is
   * the scheduling thread's.
   */
  void begin() throws SQLException, InterruptedException {
    Lane first = waitingToBegin.poll();
    if (first != null) {
      pass(first, State.RUNNING, false);
      watch();
    }
    while (!waitingToBegin.isEmpty()) {
      waitingToBegin.remove().release(State.RUNNING, 0);
    }
    settle();
  }

  /** Asks the policy, and does what it says until the scheduling thread has to look again. */
  void decide() throws SQLException, InterruptedException {
    Optional<Lane> chosen = choose(enabled());
    if (chosen.isEmpty()) {
      return;
    }
    Lane lane = chosen.get();
    if (graph.isEmpty() && inFlight.size() == 1 && jvmWaits.isEmpty()) {
      pass(lane, State.IN_DATABASE, mayWait(lane));
      watch();
    } else {
      boolean closing = mayClose(lane);
      int millis = sharpened(lane, closing);
      if (closing) {
        letOthersLook();
        looking.put(lane.index, System.nanoTime());
      }
      lane.release(State.IN_DATABASE, millis);
      if (closing) {
        proof.complete();
        if (!lane.isInDatabase()) {
          // It may have waited for a moment, and have cost another his transaction.
          graph.forgetAll();
        }
      }
    }
    settle();
  }

  /** Makes sure of every call in the database, and of those that the returned ones let in. */
  private void settle() throws SQLException, InterruptedException {
    while (!isStopped()) {
      proof.complete();
      if (!proceedings.note() || inFlight.isEmpty()) {
        proceedings.noteChangedWaits();
        return;
      }
      graph.forgetAll();
    }
  }

  private void watch() throws SQLException, InterruptedException {
    baton.watch();
    if (thrown instanceof SQLException sql) {
      throw sql;
    }
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  /** Nobody is at a gate and not all are done. */
  void stuck() {
    proof.stuck();
  }

  // ---- whoever has the baton ----

  /** The steps at the gates, by actor. */
  List<Step> enabled() {
    List<Step> enabled = new ArrayList<>(lanes.size());
    for (Lane lane : lanes) {
      if (lane.state() == State.AT_GATE) {
        enabled.add(lane.pending().orElseThrow());
      }
    }
    return enabled;
  }

  private Optional<Lane> choose(List<Step> enabled) {
    int chosen = policy.choose(enabled, chronicle);
    if (chosen < 0) {
      stop(chosen == Policy.STRAYED ? new Stop.Strayed() : new Stop.GivenUp());
      return Optional.empty();
    }
    Lane lane = lanes.get(chosen);
    if (lane.steps() > limits.stepsPerActor()) {
      stop(
          new Stop.TooLong(
              "'%s' makes more than %d steps".formatted(lane.name(), limits.stepsPerActor())));
      return Optional.empty();
    }
    var decision = new Decision(enabled, chosen);
    chronicle.decided(decision);
    inFlight.put(chosen, decision.step());
    return Optional.of(lane);
  }

  private void pass(Lane lane, State state, boolean mayWait) {
    long ticket = baton.renew(mayWait);
    lane.release(this, ticket, state, sharpened(lane, false));
    baton.leave(ticket);
    lane.wake();
  }

  /** On the thread of an actor that has the baton and moves no more: goes on to the next step. */
  void goOn() {
    try {
      if (advance()) {
        return;
      }
    } catch (SQLException | RuntimeException | Error failed) {
      // Somebody's policy, or the server: the scheduling thread throws it again.
      thrown = failed;
    }
    baton.giveBack();
  }

  private boolean advance() throws SQLException {
    proceedings.note();
    if (isStopped() || stepping.refusal().isPresent() || !graph.isEmpty() || !inFlight.isEmpty()) {
      return false;
    }
    Lane next = waitingToBegin.poll();
    if (next != null) {
      pass(next, State.RUNNING, false);
      return true;
    }
    List<Step> enabled = enabled();
    if (enabled.isEmpty()) {
      return false;
    }
    Optional<Lane> chosen = choose(enabled);
    if (chosen.isEmpty()) {
      return false;
    }
    pass(chosen.get(), State.IN_DATABASE, mayWait(chosen.get()));
    return true;
  }

  /**
   * Waits until those who came to wait without closing a cycle, though they might have, have looked
   * for one: else they would find the one that is about to be closed, and die of it.
   */
  private void letOthersLook() throws InterruptedException {
    looking.keySet().retainAll(inFlight.keySet());
    for (long since : looking.values()) {
      long left = LOOKED_NANOS - (System.nanoTime() - since);
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
    }
  }

  /** Whether its step is of the kind that may wait, and another actor has what it may wait for. */
  private boolean mayWait(Lane lane) {
    Step step = inFlight.get(lane.index);
    return step != null && stepping.locks(step) && proceedings.othersHold(step);
  }

  /** Whether its step may close a cycle of waits. */
  private boolean mayClose(Lane lane) {
    Step step = inFlight.get(lane.index);
    return step != null && step.kind() == Step.Kind.STATEMENT && graph.isWaitedFor(lane.index);
  }

  /**
   * When a step, if it comes to wait, is to look for a cycle: at once where it may close one, later
   * where it has been chosen to die in a cycle that another closes.
   */
  private int sharpened(Lane lane, boolean closing) {
    if (victims.isEmpty()) {
      return closing ? CLOSING_MILLIS : 0;
    }
    int now = chronicle.decisions().size() - 1;
    boolean dies =
        victims.entrySet().stream().anyMatch(v -> v.getKey() > now && v.getValue() == lane.index);
    if (dies) {
      return stepping.victimMillis();
    }
    return closing && !victims.containsKey(now) ? CLOSING_MILLIS : 0;
  }
}
