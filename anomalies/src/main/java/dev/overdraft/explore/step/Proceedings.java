package dev.overdraft.explore.step;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what comes of the steps in the database: their answers and waits, in the order in
 * which they are to be told, and what their transactions hold.
 *
 * <p>Used by whoever has the {@link Baton}.
 */
final class Proceedings {

  private final List<Lane> lanes;
  private final Map<Integer, Step> inFlight;
  private final WaitGraph graph;
  private final Chronicle chronicle;
  private final Stepping stepping;
  private final LockWaits waits;
  private final LockObserver observer;
  private final boolean shows;

  /** The steps of open transactions that may have locked something, by actor. */
  private final Map<Integer, List<Step>> holding = new TreeMap<>();

  /** Of a course. */
  Proceedings(
      List<Lane> lanes,
      Map<Integer, Step> inFlight,
      WaitGraph graph,
      Chronicle chronicle,
      Stepping stepping,
      LockWaits waits,
      LockObserver observer) {
    this.lanes = lanes;
    this.inFlight = inFlight;
    this.graph = graph;
    this.chronicle = chronicle;
    this.stepping = stepping;
    this.waits = waits;
    this.observer = observer;
    this.shows = waits.showsHeld();
  }

  /** Whether another actor holds something that a step may wait for. */
  boolean othersHold(Step step) {
    for (List<Step> others : holding.values()) {
      for (Step locked : others) {
        if (locked.actor() != step.actor() && observer.mayMeet(step, locked)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Writes down what has been answered, up to the first that may have ended other waits: whether
   * there was one. Whom it let in may have come back already, and is told of when all of them have,
   * so that the order is not that of their coming back.
   */
  boolean note() throws SQLException {
    noteUnseenWait();
    noteWaits();
    for (Lane lane = next(); lane != null; lane = next()) {
      Step step = Objects.requireNonNull(inFlight.remove(lane.index));
      graph.forget(lane.index);
      chronicle.answered(step, lane.tape());
      holds(step);
      look(step, lane.tape());
      if (releases(step, lane.tape())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A step that closes a cycle may be aborted, or let in by the abortion of another, before the
   * server could be asked about it. That it waited, and for whom, is certain all the same.
   */
  private void noteUnseenWait() {
    List<Integer> victims = new ArrayList<>();
    for (Lane lane : arrived()) {
      if (lane.tape().isDeadlock()) {
        victims.add(lane.index);
      }
    }
    if (victims.isEmpty()) {
      return;
    }
    List<Decision> decisions = chronicle.decisions();
    int closing = decisions.get(decisions.size() - 1).chosen();
    Step step = inFlight.get(closing);
    if (step == null || step.kind() != Step.Kind.STATEMENT || lanes.get(closing).isInDatabase()) {
      return;
    }
    if (victims.contains(closing) || !step.alone()) {
      chronicle.unseenWait(step, victims);
    }
  }

  void noteWaits() {
    chronicle.waits(graph.all(), inFlight);
  }

  /** Once all is quiet: writes down who waits for others than before. */
  void noteChangedWaits() {
    chronicle.changedWaits(graph.all(), inFlight);
  }

  /** Looks at what the step has locked, while its transaction is open and nobody else moves. */
  private void look(Step step, Tape tape) throws SQLException {
    boolean open = shows && step.kind() == Step.Kind.STATEMENT && !step.ends() && !tape.isFailed();
    if (open && observer.wants(step)) {
      observer.saw(step, chronicle.before(step), !tape.isVain(), waits.held(step.session()));
    }
  }

  private void holds(Step step) {
    if (step.ends()) {
      holding.remove(step.actor());
    } else if (stepping.locks(step)) {
      holding.computeIfAbsent(step.actor(), actor -> new ArrayList<>()).add(step);
    }
  }

  /**
   * Of those whose calls have returned the next to tell of: the one let go, then those aborted,
   * then those they let in, each after the one that it waited for.
   */
  private @Nullable Lane next() {
    List<Lane> arrived = arrived();
    if (arrived.size() < 2) {
      return arrived.isEmpty() ? null : arrived.get(0);
    }
    Set<Integer> back = arrived.stream().map(lane -> lane.index).collect(Collectors.toSet());
    return arrived.stream()
        .min(
            Comparator.comparing((Lane lane) -> chronicle.isToldToWait(lane.index))
                .thenComparing(lane -> !lane.tape().isFailed())
                .thenComparing(lane -> chronicle.isToldToWaitForAny(lane.index, back)))
        .orElseThrow();
  }

  /** Those let go whose calls have returned. */
  private List<Lane> arrived() {
    List<Lane> arrived = new ArrayList<>(inFlight.size());
    for (int actor : inFlight.keySet()) {
      Lane lane = lanes.get(actor);
      if (!lane.isInDatabase()) {
        arrived.add(lane);
      }
    }
    return arrived;
  }

  private boolean releases(Step step, Tape tape) {
    return step.kind() != Step.Kind.STATEMENT
        || step.alone()
        || tape.isFailed()
        || stepping.facts(step.sql()).unlocks();
  }
}
