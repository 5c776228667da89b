package dev.overdraft.explore.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two dependent transitions of different actors with nothing between them that orders them: had the
 * second come first, the run might have ended otherwise.
 *
 * @param decision where another choice would reverse them
 * @param initials the actors with which a schedule that reverses them may begin there
 */
record Race(int decision, Set<Integer> initials) {

  /** All races of a run. */
  static List<Race> of(List<Transition> transitions) {
    List<BitSet> before = Transition.happensBefore(transitions);
    List<Race> races = new ArrayList<>();
    for (int second = 0; second < transitions.size(); second++) {
      for (int first = 0; first < second; first++) {
        if (isRace(transitions, before, first, second)) {
          races.add(race(transitions, before, first, second));
        }
      }
    }
    return races;
  }

  private static boolean isRace(
      List<Transition> transitions, List<BitSet> before, int first, int second) {
    // Who was part of the first could not have gone on without it.
    if (!before.get(second).get(first)
        || transitions.get(first).isOf(transitions.get(second).actor())) {
      return false;
    }
    for (int between = first + 1; between < second; between++) {
      if (before.get(between).get(first) && before.get(second).get(between)) {
        return false;
      }
    }
    return true;
  }

  private static Race race(
      List<Transition> transitions, List<BitSet> before, int first, int second) {
    List<Integer> reversed = new ArrayList<>();
    for (int i = first + 1; i < second; i++) {
      if (!before.get(i).get(first)) {
        reversed.add(i);
      }
    }
    reversed.add(second);
    Set<Integer> initials = new TreeSet<>();
    for (int i : reversed) {
      if (reversed.stream().noneMatch(before.get(i)::get)) {
        initials.add(transitions.get(i).actor());
      }
    }
    return new Race(transitions.get(first).decision(), initials);
  }
}
