package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.List;
import java.util.Map;

/**
 * Makes given choices, then switches as rarely as possible: stays with the actor that went last,
 * and takes the first one when that cannot go on.
 *
 * @param choices an actor for each decision; a choice that is not enabled ends the run
 * @param victims see {@link Policy#victims}
 */
public record Following(List<Integer> choices, Map<Integer, Integer> victims) implements Policy {
  public Following {
    choices = List.copyOf(choices);
    victims = Map.copyOf(victims);
  }

  /** With deadlocks that cost the one who closes them. */
  public Following(List<Integer> choices) {
    this(choices, Map.of());
  }

  /** A run's own choices, and the victims of its deadlocks. */
  public static Following of(Run run) {
    return new Following(run.choices(), Deadlock.victims(run));
  }

  @Override
  public int choose(List<Step> enabled, Past past) {
    List<Decision> decisions = past.decisions();
    if (decisions.size() < choices.size()) {
      int wanted = choices.get(decisions.size());
      return isEnabled(enabled, wanted) ? wanted : STRAYED;
    }
    return stay(enabled, decisions);
  }

  static int stay(List<Step> enabled, List<Decision> decisions) {
    int last = decisions.isEmpty() ? STOP : decisions.get(decisions.size() - 1).chosen();
    return isEnabled(enabled, last) ? last : enabled.get(0).actor();
  }

  static boolean isEnabled(List<Step> enabled, int actor) {
    for (Step step : enabled) {
      if (step.actor() == actor) {
        return true;
      }
    }
    return false;
  }
}
