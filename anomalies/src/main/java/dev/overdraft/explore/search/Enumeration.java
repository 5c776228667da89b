package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Every schedule that the database allows, each once, those with the fewest switches first: the
 * reference that reductions are measured against.
 *
 * <p>A schedule is a prefix plus the course that {@link Following} takes from there, so that each
 * has exactly one prefix and no set of visited schedules is needed.
 */
public final class Enumeration implements Search {

  private record Prefix(
      List<Integer> choices, Map<Integer, Integer> victims, int switches, long order) {}

  private final PriorityQueue<Prefix> open =
      new PriorityQueue<>(
          Comparator.comparingInt(Prefix::switches).thenComparingLong(Prefix::order));
  private final int mostSwitches;
  private final boolean allVictims;
  private long created;

  /** All schedules. */
  public Enumeration() {
    this(Integer.MAX_VALUE, false);
  }

  /**
   * All schedules.
   *
   * @param allVictims whether schedules differ by whom a deadlock costs his transaction
   */
  public Enumeration(boolean allVictims) {
    this(Integer.MAX_VALUE, allVictims);
  }

  /** Those that leave an actor which could have gone on at most so often. */
  public Enumeration(int mostSwitches, boolean allVictims) {
    this.mostSwitches = mostSwitches;
    this.allVictims = allVictims;
    open.add(new Prefix(List.of(), Map.of(), 0, 0));
  }

  @Override
  public Optional<Policy> next() {
    return Optional.ofNullable(open.poll())
        .map(prefix -> new Following(prefix.choices(), prefix.victims()));
  }

  @Override
  public void done(Policy policy, Run run) {
    int planned = ((Following) policy).choices().size();
    Map<Integer, Integer> victims = policy.victims();
    List<Deadlock> deadlocks = allVictims ? Deadlock.in(run) : List.of();
    List<Integer> choices = run.choices();
    int switches = 0;
    for (int depth = 0; depth < choices.size(); depth++) {
      Decision decision = run.decisions().get(depth);
      int before = depth == 0 ? Policy.STOP : choices.get(depth - 1);
      boolean canStay = depth > 0 && decision.pending(before).isPresent();
      if (depth >= planned) {
        for (var step : decision.enabled()) {
          if (step.actor() != decision.chosen()) {
            add(choices.subList(0, depth), step.actor(), victims, switches + (canStay ? 1 : 0));
          }
        }
      }
      switches += canStay && decision.chosen() != before ? 1 : 0;
      for (Deadlock deadlock : deadlocks) {
        if (deadlock.decision() == depth && depth >= planned - 1) {
          add(choices.subList(0, depth + 1), victims, deadlock, switches);
        }
      }
    }
  }

  private void add(List<Integer> before, int actor, Map<Integer, Integer> victims, int switches) {
    List<Integer> choices = new ArrayList<>(before);
    choices.add(actor);
    add(choices, victims, switches);
  }

  /** The same way up to a deadlock, each time at somebody else's cost; once for all. */
  private void add(
      List<Integer> choices, Map<Integer, Integer> victims, Deadlock deadlock, int switches) {
    for (int other : deadlock.otherVictims(choices.get(deadlock.decision()), victims)) {
      Map<Integer, Integer> more = new TreeMap<>(victims);
      more.put(deadlock.decision(), other);
      add(choices, more, switches);
    }
  }

  private void add(List<Integer> choices, Map<Integer, Integer> victims, int switches) {
    if (switches <= mostSwitches) {
      open.add(new Prefix(List.copyOf(choices), Map.copyOf(victims), switches, ++created));
    }
  }
}
