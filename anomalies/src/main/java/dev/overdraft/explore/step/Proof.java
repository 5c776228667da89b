package dev.overdraft.explore.step;

import dev.overdraft.explore.step.Stop.Stuck;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes sure of every call in the database: it has returned, or the server says that it waits.
 *
 * <p>Time decides only when to ask. An answer that a return has overtaken is thrown away.
 */
final class Proof {

  private static final long GRACE_NANOS = 150_000;
  private static final long LONGEST_GRACE_NANOS = 3_000_000;

  private final Course course;
  private final WaitGraph graph;
  private final Stepping stepping;
  private final LockWaits waits;
  private final Limits limits;

  Proof(Course course, Stepping stepping, LockWaits waits, Limits limits) {
    this.course = course;
    this.graph = course.graph();
    this.stepping = stepping;
    this.waits = waits;
    this.limits = limits;
  }

  /** Returns when each call has returned or is proven to wait, or the run is stopped. */
  void complete() throws SQLException, InterruptedException {
    if (course.inFlight().isEmpty()) {
      return;
    }
    long graceNanos = GRACE_NANOS;
    long giveUp = System.nanoTime() + limits.patience().toNanos();
    Set<Integer> waited = course.waiting();
    while (true) {
      waited.addAll(graph.all().keySet());
      List<Lane> inside = course.inFlight().keySet().stream().map(course::lane).toList();
      List<Lane> unknown =
          inside.stream().filter(Lane::isInDatabase).filter(l -> !graph.has(l.index)).toList();
      boolean cycle = graph.hasCycle();
      if (cycle) {
        course.noteWaits();
      }
      if (unknown.isEmpty() && !cycle) {
        return;
      }
      List<Lane> watched = cycle ? inside : unknown;
      Pause.until(graceNanos, () -> watched.stream().anyMatch(l -> !l.isInDatabase()));
      if (watched.stream().anyMatch(l -> !l.isInDatabase())) {
        List<Integer> back =
            inside.stream().filter(l -> !l.isInDatabase()).map(l -> l.index).toList();
        back.forEach(graph::forget);
        if (back.stream().anyMatch(waited::contains)) {
          // Somebody may have been aborted to let it in. The victim's locks are free before its
          // error arrives, and the server is not asked about all at one moment: all anew.
          graph.forgetAll();
        }
        continue;
      }
      Set<Integer> strangers = ask(inside);
      if (course.isStopped()) {
        return;
      }
      graceNanos = Math.min(2 * graceNanos, LONGEST_GRACE_NANOS);
      if (System.nanoTime() > giveUp) {
        course.stop(new Stop.Unknown(overdue(unknown, strangers)));
        return;
      }
    }
  }

  private String overdue(List<Lane> unknown, Set<Integer> strangers) {
    String who = unknown.stream().map(Lane::name).collect(Collectors.joining(", "));
    String forWhom =
        strangers.isEmpty() ? "the database" : "sessions of somebody else: " + strangers;
    return "%s waits for %s for %d s".formatted(who, forWhom, limits.patience().toSeconds());
  }

  /** Asks the server about every call in the database; returns holders that are nobody of ours. */
  private Set<Integer> ask(List<Lane> inside) throws SQLException {
    Map<Integer, Integer> actorOfSession = new TreeMap<>();
    for (Lane lane : inside) {
      Step step = course.inFlight().get(lane.index);
      if (step != null && lane.isInDatabase()) {
        actorOfSession.put(step.session(), lane.index);
      }
    }
    Map<Integer, Set<Integer>> answer = waits.waiting(actorOfSession.keySet());
    Set<Integer> strangers = new TreeSet<>();
    for (Map.Entry<Integer, Integer> asked : actorOfSession.entrySet()) {
      int actor = asked.getValue();
      graph.forget(actor);
      Set<Integer> sessions = answer.get(asked.getKey());
      if (sessions == null || (waits.waitsHere() && !standsStill(course.lane(actor).thread))) {
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
        graph.waits(actor, holders);
      }
    }
    if (actorOfSession.values().stream().anyMatch(actor -> !course.lane(actor).isInDatabase())) {
      // Somebody has come back since, and may have let others in, or been let in by the abortion of
      // one whose error is still on its way: the answer counts as a whole or not at all.
      graph.forgetAll();
    }
    return strangers;
  }

  private static boolean standsStill(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  private void selfDeadlock(int actor) {
    Step step = course.inFlight().get(actor);
    course.stop(
        new Stuck(
            Stuck.Kind.SELF_DEADLOCK,
            "'%s' waits for a lock that its own other connection holds: %s"
                .formatted(course.lane(actor).name(), step == null ? "" : step.text())));
  }

  /** Nobody is at a gate and not all are done: says what each waits for. */
  void stuck() {
    if (course.jvmWaits().isEmpty()) {
      String ring =
          graph.all().entrySet().stream()
              .map(e -> "'%s' waits for %s".formatted(name(e.getKey()), names(e.getValue())))
              .collect(Collectors.joining(", "));
      course.stop(
          new Stuck(Stuck.Kind.UNSEEN_DEADLOCK, ring + ", through two connections of one actor"));
      return;
    }
    String what =
        course.jvmWaits().entrySet().stream()
            .map(e -> "'%s' waits in %s".formatted(name(e.getKey()), e.getValue().what()))
            .collect(Collectors.joining(", "));
    course.stop(new Stuck(kind(), what));
  }

  private Stuck.Kind kind() {
    List<JvmWaits.Kind> kinds =
        course.jvmWaits().values().stream().map(JvmWaits.Wait::kind).distinct().toList();
    if (kinds.contains(JvmWaits.Kind.POOL)) {
      return Stuck.Kind.POOL_DEADLOCK;
    }
    return kinds.contains(JvmWaits.Kind.LOCK) || !graph.isEmpty()
        ? Stuck.Kind.JVM_DEADLOCK
        : Stuck.Kind.LOST_WAKE_UP;
  }

  private String name(int actor) {
    return course.lane(actor).name();
  }

  private String names(Set<Integer> actors) {
    return actors.stream().map(a -> "'" + name(a) + "'").collect(Collectors.joining(", "));
  }
}
