package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The neighbours of a schedule that must not differ from it: two adjacent decisions for different
 * actors, called independent by their footprints, in the other order.
 *
 * <p>For guarding the dependency relation, whose only unsound direction is a wrong "independent".
 */
public final class Swaps {

  /**
   * A schedule with two neighbouring decisions exchanged.
   *
   * @param choices whom each decision lets go, up to the end
   * @param victims see {@link dev.overdraft.explore.step.Policy#victims}
   * @param what the two steps, in words
   */
  public record Swap(List<Integer> choices, Map<Integer, Integer> victims, String what) {
    public Swap {
      choices = List.copyOf(choices);
      victims = Map.copyOf(victims);
    }

    /** The way to take. */
    public Following following() {
      return new Following(choices, victims);
    }
  }

  private Swaps() {}

  /** All of a finished run. */
  public static List<Swap> of(Run run, Statements statements) {
    List<Transition> transitions = Transition.of(run, statements);
    List<Swap> swaps = new ArrayList<>();
    for (int i = 0; i + 1 < run.decisions().size(); i++) {
      Decision first = run.decisions().get(i);
      Decision second = run.decisions().get(i + 1);
      if (first.chosen() != second.chosen() && !depend(transitions, i)) {
        List<Integer> choices = new ArrayList<>(run.choices());
        Collections.swap(choices, i, i + 1);
        swaps.add(
            new Swap(
                choices,
                exchanged(Deadlock.victims(run), i),
                words(run, first) + " before " + words(run, second)));
      }
    }
    return swaps;
  }

  private static Map<Integer, Integer> exchanged(Map<Integer, Integer> victims, int at) {
    Map<Integer, Integer> exchanged = new TreeMap<>();
    victims.forEach(
        (decision, victim) ->
            exchanged.put(decision == at ? at + 1 : decision == at + 1 ? at : decision, victim));
    return exchanged;
  }

  private static String words(Run run, Decision decision) {
    return "%s: %s".formatted(run.actors().get(decision.chosen()), decision.step().text());
  }

  /** Whether anything that decision {@code i} led to depends on anything the next one led to. */
  private static boolean depend(List<Transition> transitions, int i) {
    return transitions.get(i + 1).dependsOn(transitions.get(i));
  }
}
