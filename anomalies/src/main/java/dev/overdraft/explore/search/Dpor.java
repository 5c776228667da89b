package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import dev.overdraft.explore.step.Stop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Source-set dynamic partial order reduction with sleep sets: at least one schedule of every class
 * of schedules that differ only in the order of independent steps, and no complete schedule of a
 * class twice.
 *
 * <p>Depth first; each schedule is a re-run from the start. A waiting lock attempt is an event of
 * its own, and so is its awakening, which happens after the step that ended the wait.
 *
 * <p>Branches may be out at the same time. What makes an actor sleep in a branch is that another
 * branch of the same point, which lets him go, has been begun before it, not that all below that
 * one is finished: it will be, and what is found in it is added to the points above it all the
 * same. He sleeps until something depends on what came of his step there, which the step at its
 * gate does not tell: it may fail, wait or let others in. As long as that is not known he is awake,
 * which is never wrong.
 *
 * <p>Whom a deadlock costs his transaction is not for the schedule to say: where all victims are
 * wanted, each is another outcome of the decision that closes the cycle, and what follows from it
 * is searched below the same points.
 *
 * @see <a href="https://doi.org/10.1145/2535838.2535845">Abdulla, Aronis, Jonsson, Sagonas: Optimal
 *     dynamic partial order reduction, POPL 2014</a>
 */
public final class Dpor implements Search {

  private final Statements statements;
  private final boolean allVictims;
  private final Deque<Branch> otherVictims = new ArrayDeque<>();
  private final TreeMap<Integer, List<Branch>> open = new TreeMap<>(Comparator.reverseOrder());
  private boolean started;

  /** A search whose dependency relation reads statements so. */
  public Dpor(Statements statements) {
    this(statements, false);
  }

  /**
   * The same.
   *
   * @param allVictims whether to try every victim of every deadlock, not only the one who closes it
   */
  public Dpor(Statements statements, boolean allVictims) {
    this.statements = statements;
    this.allVictims = allVictims;
  }

  @Override
  public Optional<Policy> next() {
    if (!started) {
      started = true;
      return Optional.of(new Branch(List.of(), List.of(), Map.of(), Map.of()));
    }
    if (!otherVictims.isEmpty()) {
      return Optional.of(otherVictims.pop());
    }
    while (!open.isEmpty()) {
      List<Branch> deepest = open.firstEntry().getValue();
      Branch last = deepest.get(deepest.size() - 1);
      Point point = last.points.get(last.points.size() - 1);
      Optional<Integer> candidate = point.candidate();
      if (candidate.isPresent()) {
        return Optional.of(last.fork(point, candidate.get()));
      }
      deepest.remove(deepest.size() - 1);
      if (deepest.isEmpty()) {
        open.remove(open.firstKey());
      }
    }
    return Optional.empty();
  }

  /** One schedule: the way to a point, another choice there, and what comes of it. */
  private final class Branch implements Policy {
    private final List<Point> points;
    private final List<Integer> choices;
    private final Map<Integer, List<Event>> sleepers;
    private final Map<Integer, Integer> victims;
    private final int prefix;

    Branch(
        List<Point> points,
        List<Integer> choices,
        Map<Integer, List<Event>> sleepers,
        Map<Integer, Integer> victims) {
      this.victims = before(choices.size(), victims);
      this.points = new ArrayList<>(points);
      this.choices = new ArrayList<>(choices);
      this.sleepers = sleepers;
      this.prefix = choices.size();
    }

    /** The branch with another choice at its last point. */
    Branch fork(Point point, int candidate) {
      Map<Integer, List<Event>> asleep = point.sleepers();
      point.begin(candidate);
      List<Integer> way = new ArrayList<>(choices.subList(0, point.depth));
      way.add(candidate);
      return new Branch(points, way, asleep, before(point.depth, victims));
    }

    /** The branch up to a deadlock, at the cost of another one. */
    Branch costing(Deadlock deadlock, int victim) {
      int depth = deadlock.decision();
      Map<Integer, Integer> chosen = new TreeMap<>(before(depth, victims));
      chosen.put(depth, victim);
      points.get(depth).begin(choices.get(depth));
      return new Branch(
          points.subList(0, depth + 1),
          choices.subList(0, depth + 1),
          depth < prefix ? sleepers : points.get(depth).asleep,
          chosen);
    }

    @Override
    public Map<Integer, Integer> victims() {
      return victims;
    }

    @Override
    public int choose(List<Step> enabled, Past past) {
      int depth = past.decisions().size();
      if (depth == prefix) {
        // Not for the first time, where the way had to be tried again.
        points.subList(prefix, points.size()).clear();
        choices.subList(prefix, choices.size()).clear();
      }
      if (depth < prefix) {
        int chosen = choices.get(depth);
        return Following.isEnabled(enabled, chosen) ? chosen : STRAYED;
      }
      List<Event> latest = latest(past);
      Map<Integer, List<Event>> asleep = new TreeMap<>(depth == prefix ? sleepers : above().asleep);
      asleep.values().removeIf(sleeper -> Transition.depend(sleeper, latest));
      int chosen = awake(enabled, past.decisions(), asleep);
      if (chosen != STOP) {
        var point = new Point(depth, enabled, asleep, chosen);
        points.add(point);
        choices.add(chosen);
      }
      return chosen;
    }

    private List<Event> latest(Past past) {
      var events = new Events(statements, true);
      List<Event> latest = new ArrayList<>();
      for (Moment moment : past.moments()) {
        Event event = events.executed(moment);
        if (moment.decision() == past.decisions().size() - 1) {
          latest.add(event);
        }
      }
      return latest;
    }

    /** Says at the points that this branch was the first to pass what came of its choices. */
    void note(List<Transition> transitions) {
      for (Transition transition : transitions) {
        if (transition.decision() >= prefix - 1) {
          points.get(transition.decision()).end(transition);
        }
      }
    }

    private Point above() {
      return points.get(points.size() - 1);
    }
  }

  private static Map<Integer, Integer> before(int decision, Map<Integer, Integer> victims) {
    Map<Integer, Integer> earlier = new TreeMap<>(victims);
    earlier.keySet().removeIf(d -> d >= decision);
    return Map.copyOf(earlier);
  }

  private static int awake(
      List<Step> enabled, List<Decision> decisions, Map<Integer, List<Event>> asleep) {
    List<Step> awake = enabled.stream().filter(s -> !asleep.containsKey(s.actor())).toList();
    return awake.isEmpty() ? Policy.STOP : Following.stay(awake, decisions);
  }

  @Override
  public void done(Policy policy, Run run) {
    Branch branch = (Branch) policy;
    List<Transition> transitions = Transition.of(run, statements);
    if (!(run.stop().orElse(null) instanceof Stop.Strayed)) {
      branch.note(transitions);
    }
    for (Race race : Race.of(transitions)) {
      Point point = branch.points.get(race.decision());
      Set<Integer> initials = race.initials();
      if (initials.stream().anyMatch(point.backtrack::contains)) {
        continue;
      }
      Optional<Integer> awake =
          initials.stream().filter(p -> Following.isEnabled(point.enabled, p)).findFirst();
      if (awake.isPresent()) {
        point.backtrack.add(awake.get());
      } else {
        point.enabled.forEach(step -> point.backtrack.add(step.actor()));
      }
      reopen(branch, point);
    }
    if (allVictims) {
      addVictims(branch, run);
    }
  }

  /** Of deadlocks that this run was the first to come to. */
  private void addVictims(Branch branch, Run run) {
    for (Deadlock deadlock : Deadlock.in(run)) {
      int at = deadlock.decision();
      if (at >= branch.prefix - 1) {
        for (int victim : deadlock.otherVictims(branch.choices.get(at), branch.victims)) {
          otherVictims.push(branch.costing(deadlock, victim));
        }
      }
    }
  }

  /** The point has another branch to take. */
  private void reopen(Branch branch, Point point) {
    var way =
        new Branch(
            branch.points.subList(0, point.depth + 1),
            branch.choices.subList(0, point.depth),
            Map.of(),
            branch.victims);
    open.computeIfAbsent(point.depth, depth -> new ArrayList<>()).add(way);
  }
}
