package dev.overdraft.explore.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two dependent events of different actors with nothing between them that orders them: had the
 * second come first, the run might have ended otherwise.
 *
 * @param decision where another choice would reverse them
 * @param initials the actors with which a schedule that reverses them may begin there
 */
record Race(int decision, Set<Integer> initials) {

  /** All races of a run. */
  static List<Race> of(List<Events.Placed> events) {
    List<BitSet> before = happensBefore(events);
    List<Race> races = new ArrayList<>();
    for (int second = 0; second < events.size(); second++) {
      for (int first = 0; first < second; first++) {
        if (isRace(events, before, first, second)) {
          races.add(race(events, before, first, second));
        }
      }
    }
    return races;
  }

  /** For each event, the events that happen before it, directly or not. */
  static List<BitSet> happensBefore(List<Events.Placed> events) {
    List<BitSet> before = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      var reach = new BitSet();
      for (int j = 0; j < i; j++) {
        if (ordered(events.get(j), events.get(i))) {
          reach.set(j);
          reach.or(before.get(j));
        }
      }
      before.add(reach);
    }
    return before;
  }

  /** Whether two events, the first of which came first, are ordered without a third. */
  private static boolean ordered(Events.Placed first, Events.Placed second) {
    return first.decision() == second.decision() || second.event().dependsOn(first.event());
  }

  private static boolean isRace(
      List<Events.Placed> events, List<BitSet> before, int first, int second) {
    Events.Placed e = events.get(first);
    Events.Placed later = events.get(second);
    if (e.event().actor() == later.event().actor()
        || e.decision() == later.decision()
        || !later.event().dependsOn(e.event())) {
      return false;
    }
    for (int between = first + 1; between < second; between++) {
      if (before.get(between).get(first) && before.get(second).get(between)) {
        return false;
      }
    }
    return true;
  }

  private static Race race(List<Events.Placed> events, List<BitSet> before, int first, int second) {
    List<Integer> reversed = new ArrayList<>();
    for (int i = first + 1; i < second; i++) {
      if (!before.get(i).get(first)) {
        reversed.add(i);
      }
    }
    reversed.add(second);
    Set<Integer> initials = new TreeSet<>();
    Set<Integer> seen = new TreeSet<>();
    for (int i : reversed) {
      int actor = events.get(i).event().actor();
      boolean free = reversed.stream().noneMatch(j -> j < i && before.get(i).get(j));
      if (seen.add(actor) && free) {
        initials.add(actor);
      }
    }
    return new Race(events.get(first).decision(), initials);
  }
}
