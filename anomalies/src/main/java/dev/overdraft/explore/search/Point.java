package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A point of decision, with the branches to take there. */
final class Point {
  final int depth;
  final List<Step> enabled;
  final Map<Integer, List<Event>> asleep;
  final Map<Integer, List<Event>> came = new TreeMap<>();
  final Map<Integer, Integer> out = new TreeMap<>();
  final Set<Integer> backtrack = new TreeSet<>();
  final Set<Integer> begun = new TreeSet<>();

  Point(int depth, List<Step> enabled, Map<Integer, List<Event>> asleep, int first) {
    this.depth = depth;
    this.enabled = enabled;
    this.asleep = asleep;
    backtrack.add(first);
    begin(first);
  }

  /** Somebody is let go here, and it is not known yet what comes of it. */
  void begin(int actor) {
    begun.add(actor);
    out.merge(actor, 1, Integer::sum);
  }

  /** This came of it. */
  void end(Transition transition) {
    out.merge(transition.actor(), -1, Integer::sum);
    came.computeIfAbsent(transition.actor(), a -> new ArrayList<>()).addAll(transition.events());
  }

  /** Those who may sleep while another one goes, each with all that has come of his step. */
  Map<Integer, List<Event>> sleepers() {
    Map<Integer, List<Event>> sleepers = new TreeMap<>(asleep);
    came.forEach(
        (actor, events) -> {
          if (out.getOrDefault(actor, 0) == 0) {
            sleepers.put(actor, List.copyOf(events));
          }
        });
    return sleepers;
  }

  Optional<Integer> candidate() {
    return backtrack.stream().filter(c -> !begun.contains(c) && !asleep.containsKey(c)).findFirst();
  }
}
