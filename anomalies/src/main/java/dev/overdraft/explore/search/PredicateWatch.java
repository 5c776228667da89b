package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What transactions at PostgreSQL's SERIALIZABLE have touched so far in a run, and who is over. */
final class PredicateWatch {

  /** What open transactions have touched, by actor and transaction. */
  private final Map<List<Integer>, Footprint> open = new HashMap<>();

  /** How many had been committed when a transaction took its snapshot. */
  private final Map<List<Integer>, Integer> begun = new HashMap<>();

  private final List<Footprint> committed = new ArrayList<>();

  /** What a step is, or would be, to those who watch. */
  Watched look(List<Integer> transaction, Footprint touches, Footprint soFar, boolean isEnd) {
    return new Watched(
        true,
        soFar,
        isEnd ? reach(transaction, soFar) : Footprint.NONE,
        isCritical(transaction, touches, soFar));
  }

  /** A step was made. */
  void made(List<Integer> transaction, Footprint soFar, Moment moment) {
    begun.putIfAbsent(transaction, committed.size());
    Step step = moment.step();
    if (moment.waits()) {
      open.put(transaction, soFar);
    } else if (moment.failed()) {
      open.remove(transaction);
    } else if (step.ends()) {
      open.remove(transaction);
      if (step.kind() == Step.Kind.COMMIT) {
        committed.add(soFar);
      }
    } else {
      open.put(transaction, soFar);
    }
  }

  private Footprint reach(List<Integer> transaction, Footprint soFar) {
    Footprint reach = soFar;
    Map<List<Integer>, Footprint> others = new HashMap<>(open);
    others.remove(transaction);
    boolean grown = true;
    while (grown) {
      Footprint within = reach;
      Set<List<Integer>> met = new HashSet<>(others.keySet());
      met.removeIf(other -> !Watched.conflict(within, open.getOrDefault(other, Footprint.NONE)));
      for (List<Integer> other : met) {
        Footprint touched = others.remove(other);
        reach = touched == null ? reach : reach.with(touched);
      }
      grown = !met.isEmpty();
    }
    return reach;
  }

  private boolean isCritical(List<Integer> transaction, Footprint touches, Footprint soFar) {
    if (isOvertaken(transaction, soFar)) {
      return true;
    }
    return open.entrySet().stream()
        .anyMatch(
            other ->
                !other.getKey().equals(transaction)
                    && Watched.overwrites(other.getValue(), touches)
                    && isOvertaken(other.getKey(), other.getValue()));
  }

  /** Whether something that it has read was overwritten by what was committed since it began. */
  private boolean isOvertaken(List<Integer> transaction, Footprint soFar) {
    int since = begun.getOrDefault(transaction, committed.size());
    return committed.subList(since, committed.size()).stream()
        .anyMatch(over -> Watched.overwrites(over, soFar));
  }
}
