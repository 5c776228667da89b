package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Source-set dynamic partial order reduction with sleep sets: at least one schedule of every class
 * of schedules that differ only in the order of independent steps, and no complete schedule of a
 * class twice.
 *
 * <p>Depth first; each schedule is a re-run from the start. A waiting lock attempt is an event of
 * its own, and so is its awakening, which happens after the step that ended the wait.
 *
 * @see <a href="https://doi.org/10.1145/2535838.2535845">Abdulla, Aronis, Jonsson, Sagonas: Optimal
 *     dynamic partial order reduction, POPL 2014</a>
 */
public final class Dpor implements Search {

  private static final class Node {
    final List<Step> enabled;
    final Map<Integer, Event> asleep;
    final Set<Integer> backtrack = new TreeSet<>();
    final Set<Integer> done = new TreeSet<>();
    final Map<Integer, Event> next = new TreeMap<>();
    int chosen;

    Node(List<Step> enabled, Map<Integer, Event> asleep, int chosen) {
      this.enabled = enabled;
      this.asleep = asleep;
      this.chosen = chosen;
      backtrack.add(chosen);
    }
  }

  private final Statements statements;
  private final List<Node> stack = new ArrayList<>();
  private boolean started;
  private long asleepRuns;

  /** A search whose dependency relation reads statements so. */
  public Dpor(Statements statements) {
    this.statements = statements;
  }

  /** How many runs were cut off because all that was left had been seen elsewhere. */
  public long cutOff() {
    return asleepRuns;
  }

  @Override
  public Optional<Policy> next() {
    if (!started) {
      started = true;
      return Optional.of(this::choose);
    }
    while (!stack.isEmpty()) {
      Node node = stack.get(stack.size() - 1);
      node.done.add(node.chosen);
      for (int candidate : node.backtrack) {
        if (!node.done.contains(candidate) && !node.asleep.containsKey(candidate)) {
          node.chosen = candidate;
          return Optional.of(this::choose);
        }
      }
      stack.remove(stack.size() - 1);
    }
    return Optional.empty();
  }

  private int choose(List<Step> enabled, Policy.Past past) {
    int depth = past.decisions().size();
    if (depth < stack.size()) {
      int chosen = stack.get(depth).chosen;
      return Following.isEnabled(enabled, chosen) ? chosen : Policy.STRAYED;
    }
    var events = new Events(statements);
    List<Moment> moments = past.moments();
    List<Event> latest = new ArrayList<>();
    for (Moment moment : moments) {
      Event event = events.executed(moment);
      if (moment.decision() == depth - 1) {
        latest.add(event);
      }
    }
    Map<Integer, Event> asleep = depth == 0 ? new TreeMap<>() : asleep(depth, latest);
    int chosen = awake(enabled, past.decisions(), asleep);
    if (chosen == Policy.STOP) {
      asleepRuns++;
      return Policy.STOP;
    }
    var node = new Node(enabled, asleep, chosen);
    enabled.forEach(step -> node.next.put(step.actor(), events.pending(step)));
    stack.add(node);
    return chosen;
  }

  private Map<Integer, Event> asleep(int depth, List<Event> latest) {
    Node parent = stack.get(depth - 1);
    Map<Integer, Event> candidates = new TreeMap<>(parent.asleep);
    for (int actor : parent.done) {
      Event next = parent.next.get(actor);
      if (actor != parent.chosen && next != null) {
        candidates.put(actor, next);
      }
    }
    candidates.values().removeIf(q -> latest.stream().anyMatch(q::dependsOn));
    return candidates;
  }

  private static int awake(
      List<Step> enabled, List<Decision> decisions, Map<Integer, Event> asleep) {
    List<Step> awake = enabled.stream().filter(s -> !asleep.containsKey(s.actor())).toList();
    return awake.isEmpty() ? Policy.STOP : Following.stay(awake, decisions);
  }

  @Override
  public void done(Run run) {
    List<Events.Placed> events = Events.of(run.moments(), statements);
    for (Race race : Race.of(events)) {
      Node node = stack.get(race.decision());
      Set<Integer> initials = race.initials();
      if (initials.stream().anyMatch(node.backtrack::contains)) {
        continue;
      }
      Optional<Integer> awake =
          initials.stream().filter(p -> Following.isEnabled(node.enabled, p)).findFirst();
      if (awake.isPresent()) {
        node.backtrack.add(awake.get());
      } else {
        node.enabled.forEach(step -> node.backtrack.add(step.actor()));
      }
    }
  }
}
