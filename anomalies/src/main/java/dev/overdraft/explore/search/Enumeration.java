package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Every schedule that the database allows, each once, those with the fewest switches first: the
 * reference that reductions are measured against.
 *
 * <p>A schedule is a prefix plus the course that {@link Following} takes from there, so that each
 * has exactly one prefix and no set of visited schedules is needed.
 */
public final class Enumeration implements Search {

  private record Prefix(List<Integer> choices, int switches, long order) {}

  private final PriorityQueue<Prefix> open =
      new PriorityQueue<>(
          Comparator.comparingInt(Prefix::switches).thenComparingLong(Prefix::order));
  private final int mostSwitches;
  private long created;

  /** All schedules. */
  public Enumeration() {
    this(Integer.MAX_VALUE);
  }

  /** Those that leave an actor which could have gone on at most so often. */
  public Enumeration(int mostSwitches) {
    this.mostSwitches = mostSwitches;
    open.add(new Prefix(List.of(), 0, 0));
  }

  @Override
  public Optional<Policy> next() {
    return Optional.ofNullable(open.poll()).map(prefix -> new Following(prefix.choices()));
  }

  @Override
  public void done(Policy policy, Run run) {
    int planned = ((Following) policy).choices().size();
    List<Integer> choices = run.choices();
    int switches = 0;
    for (int depth = 0; depth < choices.size(); depth++) {
      Decision decision = run.decisions().get(depth);
      int before = depth == 0 ? Policy.STOP : choices.get(depth - 1);
      boolean canStay = depth > 0 && decision.pending(before).isPresent();
      if (depth >= planned) {
        for (var step : decision.enabled()) {
          if (step.actor() != decision.chosen()) {
            add(choices.subList(0, depth), step.actor(), switches + (canStay ? 1 : 0));
          }
        }
      }
      switches += canStay && decision.chosen() != before ? 1 : 0;
    }
  }

  private void add(List<Integer> before, int actor, int switches) {
    if (switches <= mostSwitches) {
      List<Integer> choices = new ArrayList<>(before);
      choices.add(actor);
      open.add(new Prefix(choices, switches, ++created));
    }
  }
}
