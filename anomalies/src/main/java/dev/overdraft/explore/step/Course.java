package dev.overdraft.explore.step;

import dev.overdraft.explore.step.Stop.Stuck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One schedule in progress: whose steps are in the database, who waits for whom, what has happened.
 * Touched by the scheduling thread alone.
 */
final class Course implements Policy.Past {

  private static final long GRACE_NANOS = 150_000;
  private static final long LONGEST_GRACE_NANOS = 3_000_000;

  private final List<Lane> lanes;
  private final Stepping stepping;
  private final LockWaits waits;
  private final Limits limits;

  private final List<Decision> decisions = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Integer, Step> inFlight = new TreeMap<>();
  private final Map<Integer, Set<Integer>> waiting = new TreeMap<>();
  private final Set<Integer> told = new TreeSet<>();
  private final Map<Integer, JvmWaits.Wait> jvmWaits = new TreeMap<>();
  private @Nullable Stop stop;

  /** A moment whose rows the application may still be fetching. */
  private record Draft(
      Moment.Kind kind, int decision, Step step, Tape tape, List<Integer> holders) {
    Moment done() {
      return new Moment(kind, decision, step, tape.answer(), holders);
    }
  }

  Course(List<Lane> lanes, Stepping stepping, LockWaits waits, Limits limits) {
    this.lanes = lanes;
    this.stepping = stepping;
    this.waits = waits;
    this.limits = limits;
  }

  @Override
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  @Override
  public List<Moment> moments() {
    return drafts.stream().map(Draft::done).toList();
  }

  Map<Integer, JvmWaits.Wait> jvmWaits() {
    return jvmWaits;
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

  Run finished(List<String> actors) {
    return new Run(
        actors,
        decisions,
        moments(),
        lanes.stream().map(Lane::ending).toList(),
        Optional.ofNullable(stop));
  }

  /** Lets one actor make its step, and waits until it is answered or proven to wait. */
  void letGo(Decision decision) throws SQLException, InterruptedException {
    Lane lane = lanes.get(decision.chosen());
    Step step = decision.step();
    if (lane.steps() > limits.stepsPerActor()) {
      stop(
          new Stop.TooLong(
              "'%s' makes more than %d steps".formatted(name(lane.index), limits.stepsPerActor())));
      return;
    }
    decisions.add(decision);
    boolean closing = step.kind() == Step.Kind.STATEMENT && isWaitedFor(lane.index);
    inFlight.put(lane.index, step);
    lane.release(closing);
    prove();
    if (closing && !lane.isInDatabase()) {
      // It may have waited for a moment, and have cost another his transaction.
      waiting.clear();
      prove();
    }
    while (true) {
      if (!note() || inFlight.isEmpty() || isStopped()) {
        return;
      }
      waiting.clear();
      prove();
    }
  }

  private String name(int actor) {
    return lanes.get(actor).thread.getName().replaceFirst("^overdraft-", "");
  }

  private boolean isWaitedFor(int actor) {
    return waiting.values().stream()
        .anyMatch(holders -> holders.isEmpty() || holders.contains(actor));
  }

  /** Waits until each call in the database has returned or is proven to wait. */
  private void prove() throws SQLException, InterruptedException {
    long graceNanos = GRACE_NANOS;
    long giveUp = System.nanoTime() + limits.patience().toNanos();
    while (true) {
      List<Lane> inside = inFlight.keySet().stream().map(lanes::get).toList();
      List<Lane> unknown =
          inside.stream()
              .filter(Lane::isInDatabase)
              .filter(l -> !waiting.containsKey(l.index))
              .toList();
      boolean cycle = hasCycle();
      if (cycle) {
        noteWaits();
      }
      if (unknown.isEmpty() && !cycle) {
        return;
      }
      List<Lane> watched = cycle ? inside : unknown;
      Pause.until(graceNanos, () -> watched.stream().anyMatch(l -> !l.isInDatabase()));
      if (watched.stream().anyMatch(l -> !l.isInDatabase())) {
        inside.stream().filter(l -> !l.isInDatabase()).forEach(l -> waiting.remove(l.index));
        if (cycle) {
          // The victim's locks are free before its error arrives: everybody is to be asked anew.
          waiting.clear();
        }
        continue;
      }
      Set<Integer> strangers = ask(inside);
      if (isStopped()) {
        return;
      }
      graceNanos = Math.min(2 * graceNanos, LONGEST_GRACE_NANOS);
      if (System.nanoTime() > giveUp) {
        stop(new Stop.Unknown(overdue(unknown, strangers)));
        return;
      }
    }
  }

  private String overdue(List<Lane> unknown, Set<Integer> strangers) {
    String who = unknown.stream().map(l -> name(l.index)).collect(Collectors.joining(", "));
    String forWhom =
        strangers.isEmpty() ? "the database" : "sessions of somebody else: " + strangers;
    return "%s waits for %s for %d s".formatted(who, forWhom, limits.patience().toSeconds());
  }

  /** Asks the server about every call in the database; returns holders that are nobody of ours. */
  private Set<Integer> ask(List<Lane> inside) throws SQLException {
    Map<Integer, Integer> actorOfSession = new TreeMap<>();
    for (Lane lane : inside) {
      Step step = inFlight.get(lane.index);
      if (step != null && lane.isInDatabase()) {
        actorOfSession.put(step.session(), lane.index);
      }
    }
    Map<Integer, Set<Integer>> answer = waits.waiting(actorOfSession.keySet());
    Set<Integer> strangers = new TreeSet<>();
    if (actorOfSession.values().stream().anyMatch(actor -> !lanes.get(actor).isInDatabase())) {
      // Somebody came back meanwhile, and may have let others in: the answer is out of date.
      waiting.clear();
      return strangers;
    }
    for (Map.Entry<Integer, Integer> asked : actorOfSession.entrySet()) {
      int actor = asked.getValue();
      waiting.remove(actor);
      Set<Integer> sessions = answer.get(asked.getKey());
      if (sessions == null || !lanes.get(actor).isInDatabase()) {
        continue;
      }
      Set<Integer> holders = new TreeSet<>();
      for (int session : sessions) {
        stepping.owner(session).ifPresentOrElse(holders::add, () -> strangers.add(session));
      }
      if (holders.contains(actor)) {
        selfDeadlock(actor);
      }
      if (sessions.isEmpty() || !holders.isEmpty()) {
        waiting.put(actor, holders);
      }
    }
    return strangers;
  }

  private void selfDeadlock(int actor) {
    Step step = inFlight.get(actor);
    stop(
        new Stuck(
            Stuck.Kind.SELF_DEADLOCK,
            "'%s' waits for a lock that its own other connection holds: %s"
                .formatted(name(actor), step == null ? "" : step.text())));
  }

  /**
   * Whether some actors in the database wait for each other in a ring: the server will abort one.
   */
  private boolean hasCycle() {
    for (int start : waiting.keySet()) {
      Set<Integer> reached = new TreeSet<>();
      List<Integer> front = new ArrayList<>(waiting.getOrDefault(start, Set.of()));
      while (!front.isEmpty()) {
        int next = front.remove(front.size() - 1);
        if (next == start) {
          return true;
        }
        if (reached.add(next)) {
          front.addAll(waiting.getOrDefault(next, Set.of()));
        }
      }
    }
    return false;
  }

  /** Writes down what the proof brought; whether something in it may have ended other waits. */
  private boolean note() {
    boolean releases = false;
    int now = decisions.size() - 1;
    noteUnseenWait(now);
    noteWaits();
    for (Lane lane : arrived()) {
      Step step = inFlight.remove(lane.index);
      waiting.remove(lane.index);
      if (step != null) {
        Moment.Kind kind = told.remove(lane.index) ? Moment.Kind.WOKE : Moment.Kind.RAN;
        drafts.add(new Draft(kind, now, step, lane.tape(), List.of()));
        releases |= releases(step, lane.tape());
      }
    }
    return releases;
  }

  /**
   * A step that closes a cycle may be aborted, or let in by the abortion of another, before the
   * server could be asked about it. That it waited, and for whom, is certain all the same.
   */
  private void noteUnseenWait(int now) {
    int closing = decisions.get(now).chosen();
    Lane lane = lanes.get(closing);
    Step step = inFlight.get(closing);
    boolean mayHaveWaited = step != null && step.kind() == Step.Kind.STATEMENT && !step.alone();
    if (!mayHaveWaited || lane.isInDatabase() || told.contains(closing)) {
      return;
    }
    List<Integer> victims =
        inFlight.keySet().stream()
            .filter(actor -> !lanes.get(actor).isInDatabase())
            .filter(actor -> lanes.get(actor).tape().isDeadlock())
            .toList();
    if (!victims.isEmpty()) {
      List<Integer> holders = victims.contains(closing) ? List.copyOf(told) : victims;
      drafts.add(new Draft(Moment.Kind.WAITS, now, step, new Tape(), holders));
      told.add(closing);
    }
  }

  /**
   * Whose calls have returned: first the one let go, then those aborted, then those they let in.
   */
  private List<Lane> arrived() {
    return inFlight.keySet().stream()
        .map(lanes::get)
        .filter(lane -> !lane.isInDatabase())
        .sorted(
            Comparator.comparing((Lane lane) -> told.contains(lane.index))
                .thenComparing(lane -> !lane.tape().isFailed()))
        .toList();
  }

  private void noteWaits() {
    for (Map.Entry<Integer, Set<Integer>> wait : waiting.entrySet()) {
      Step step = inFlight.get(wait.getKey());
      if (step != null && told.add(wait.getKey())) {
        List<Integer> holders = List.copyOf(wait.getValue());
        int now = decisions.size() - 1;
        drafts.add(new Draft(Moment.Kind.WAITS, now, step, new Tape(), holders));
      }
    }
  }

  private static boolean releases(Step step, Tape tape) {
    return step.kind() != Step.Kind.STATEMENT
        || step.alone()
        || tape.isFailed()
        || SqlText.skeleton(step.sql()).contains("unlock");
  }

  /** Nobody is at a gate and not all are done. */
  void stuck() {
    if (jvmWaits.isEmpty()) {
      String ring =
          waiting.entrySet().stream()
              .map(e -> "'%s' waits for %s".formatted(name(e.getKey()), names(e.getValue())))
              .collect(Collectors.joining(", "));
      stop(new Stuck(Stuck.Kind.UNSEEN_DEADLOCK, ring + ", through two connections of one actor"));
      return;
    }
    boolean pool = jvmWaits.values().stream().anyMatch(JvmWaits.Wait::pool);
    String what =
        jvmWaits.entrySet().stream()
            .map(e -> "'%s' waits in %s".formatted(name(e.getKey()), e.getValue().what()))
            .collect(Collectors.joining(", "));
    stop(new Stuck(pool ? Stuck.Kind.POOL_DEADLOCK : Stuck.Kind.JVM_DEADLOCK, what));
  }

  private String names(Set<Integer> actors) {
    return actors.stream().map(a -> "'" + name(a) + "'").collect(Collectors.joining(", "));
  }
}
