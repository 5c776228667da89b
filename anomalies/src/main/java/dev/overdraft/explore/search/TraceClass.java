package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The class of a schedule: all schedules that come from it by exchanging neighbours that do not
 * depend on each other.
 *
 * @param normalForm the least schedule of the class: whose event, and which one
 */
public record TraceClass(List<String> normalForm) {
  public TraceClass {
    normalForm = List.copyOf(normalForm);
  }

  /** The class of a finished run. */
  public static TraceClass of(Run run, Statements statements) {
    List<Transition> transitions = Transition.of(run, statements);
    List<BitSet> before = Transition.happensBefore(transitions);
    List<String> form = new ArrayList<>();
    var done = new BitSet();
    while (done.cardinality() < transitions.size()) {
      int next = least(transitions, before, done);
      done.set(next);
      for (Moment moment : transitions.get(next).moments()) {
        form.add(text(moment));
      }
    }
    return new TraceClass(form);
  }

  private static String text(Moment moment) {
    return moment.step().actor() + moment.kind().name().substring(0, 2) + moment.step().text();
  }

  private static int least(List<Transition> transitions, List<BitSet> before, BitSet done) {
    int least = -1;
    for (int i = 0; i < transitions.size(); i++) {
      if (!done.get(i) && covers(done, before.get(i))) {
        boolean less = least < 0 || transitions.get(i).actor() < transitions.get(least).actor();
        least = less ? i : least;
      }
    }
    return least;
  }

  private static boolean covers(BitSet done, BitSet needed) {
    BitSet missing = (BitSet) needed.clone();
    missing.andNot(done);
    return missing.isEmpty();
  }

  /** Whether a run has two dependent events of different actors: whether its order can matter. */
  public static boolean hasDependence(Run run, Statements statements) {
    List<Event> events =
        Transition.of(run, new Events(statements, false)).stream()
            .flatMap(t -> t.events().stream())
            .toList();
    return events.stream()
        .anyMatch(a -> events.stream().anyMatch(b -> a.actor() != b.actor() && a.dependsOn(b)));
  }
}
