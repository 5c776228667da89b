package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that came of one decision: the step of the actor that it let go, and the awakenings of those
 * whose waits that step ended. What a step does to others is known only by what came of it: by
 * failing it frees what its transaction had locked, and whoever is let in may lock more at once.
 *
 * @param decision the how-manieth of the run, from 0
 * @param actor whom it let go
 * @param events in the order in which they happened
 * @param moments the same, as they were recorded
 */
record Transition(int decision, int actor, List<Event> events, List<Moment> moments) {

  Transition {
    events = List.copyOf(events);
    moments = List.copyOf(moments);
  }

  /** All of a run, in order. */
  static List<Transition> of(Run run, Statements statements) {
    return of(run, new Events(statements, true));
  }

  /** The same, with events as somebody sees them. */
  static List<Transition> of(Run run, Events events) {
    Map<Integer, List<Moment>> recorded = new TreeMap<>();
    for (Moment moment : run.moments()) {
      recorded.computeIfAbsent(moment.decision(), d -> new ArrayList<>()).add(moment);
    }
    List<Transition> transitions = new ArrayList<>(recorded.size());
    for (Map.Entry<Integer, List<Moment>> each : recorded.entrySet()) {
      List<Event> executed = new ArrayList<>(each.getValue().size());
      for (Moment moment : each.getValue()) {
        executed.add(events.executed(moment));
      }
      int actor = run.decisions().get(each.getKey()).chosen();
      transitions.add(new Transition(each.getKey(), actor, executed, each.getValue()));
    }
    return transitions;
  }

  /** Whether the order of the two can make a difference. */
  boolean dependsOn(Transition other) {
    return depend(events, other.events);
  }

  /** Whether any of some events depends on any of others. */
  static boolean depend(List<Event> some, List<Event> others) {
    for (Event one : some) {
      for (Event other : others) {
        if (one.dependsOn(other)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an actor took part. */
  boolean isOf(int who) {
    for (Event event : events) {
      if (event.actor() == who) {
        return true;
      }
    }
    return false;
  }

  /** For each, those that happen before it, directly or not, by their places in the list. */
  static List<BitSet> happensBefore(List<Transition> transitions) {
    List<BitSet> before = new ArrayList<>();
    for (int i = 0; i < transitions.size(); i++) {
      var reach = new BitSet();
      // From the latest on, since what happens before one that is there need not be asked again.
      for (int j = i - 1; j >= 0; j--) {
        if (!reach.get(j) && transitions.get(i).dependsOn(transitions.get(j))) {
          reach.set(j);
          reach.or(before.get(j));
        }
      }
      before.add(reach);
    }
    return before;
  }
}
