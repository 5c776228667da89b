package dev.overdraft.explore.search;

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
    List<Events.Placed> events = Events.of(run.moments(), statements);
    List<BitSet> before = Race.happensBefore(events);
    List<String> form = new ArrayList<>();
    var done = new BitSet();
    while (done.cardinality() < events.size()) {
      int next = least(events, before, done);
      done.set(next);
      Events.Placed event = events.get(next);
      form.add(
          event.event().actor()
              + event.moment().kind().name().substring(0, 2)
              + event.moment().step().text());
    }
    return new TraceClass(form);
  }

  private static int least(List<Events.Placed> events, List<BitSet> before, BitSet done) {
    int least = -1;
    for (int i = 0; i < events.size(); i++) {
      if (!done.get(i) && covers(done, before.get(i))) {
        boolean less =
            least < 0 || events.get(i).event().actor() < events.get(least).event().actor();
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
    List<Events.Placed> events = Events.of(run.moments(), statements);
    for (int i = 0; i < events.size(); i++) {
      for (int j = 0; j < i; j++) {
        Event a = events.get(i).event();
        Event b = events.get(j).event();
        if (a.actor() != b.actor() && a.dependsOn(b)) {
          return true;
        }
      }
    }
    return false;
  }
}
