package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Random walks that give each order of some steps the same chance: of all steps (URW), or of those
 * that have to do with one row or table (SURW), whatever else their actors do before and after.
 *
 * <p>An actor goes with a probability that is proportional to how many of those steps it has left,
 * since that is its share of the orders that are left. How many it has is what it had in the last
 * whole run: exact as long as actors make the same number of steps whatever they see and nobody
 * waits, an estimate otherwise.
 *
 * <p>A walk goes by what was known when it was made, whatever is learned of other runs meanwhile:
 * it may be walked on another thread.
 *
 * @see <a href="https://doi.org/10.1145/3669940.3707214">Zhao, Wolff, Mathur, Roychoudhury:
 *     Selectively uniform concurrency testing, ASPLOS 2025</a>
 */
final class UniformWalk {

  private final Statements statements;
  private Map<Integer, Integer> steps = Map.of();
  private List<Decision> last = List.of();
  private List<Item> shared = List.of();

  UniformWalk(Statements statements) {
    this.statements = statements;
  }

  /** Learns from a whole run how much there is to do, and what several actors touch. */
  void learn(Run run) {
    if (run.stop().isPresent()) {
      return;
    }
    last = run.decisions();
    Map<Integer, Integer> made = new HashMap<>();
    last.forEach(decision -> made.merge(decision.chosen(), 1, Integer::sum));
    steps = Map.copyOf(made);
    Set<Item> items = new LinkedHashSet<>();
    last.forEach(decision -> items(statements.of(decision.step())).forEach(items::add));
    shared = items.stream().filter(item -> about(item).size() > 1).toList();
  }

  /** URW. */
  Policy uniform(SplittableRandom own) {
    Map<Integer, Integer> known = steps;
    return (enabled, past) -> draw(enabled, step -> left(known, step), own).actor();
  }

  /** SURW by something that several actors touch; URW if there is nothing. */
  Policy selective(SplittableRandom own) {
    if (shared.isEmpty()) {
      return uniform(own);
    }
    Item item = shared.get(own.nextInt(shared.size()));
    return new Selective(item, about(item), own);
  }

  private static int left(Map<Integer, Integer> steps, Step step) {
    return Math.max(1, steps.getOrDefault(step.actor(), 1) - step.ordinal());
  }

  /** How many steps of each actor have to do with it, as far as any have. */
  private Map<Integer, Integer> about(Item item) {
    Map<Integer, Integer> about = new HashMap<>();
    for (int i = 0; i < last.size(); i++) {
      if (isAbout(item, last.get(i).step(), last.subList(0, i))) {
        about.merge(last.get(i).chosen(), 1, Integer::sum);
      }
    }
    return about;
  }

  /** Whether a step touches it, or ends a transaction that has. */
  private boolean isAbout(Item item, Step step, List<Decision> before) {
    return touches(item, step)
        || (step.ends()
            && before.stream()
                .map(Decision::step)
                .filter(s -> s.actor() == step.actor() && s.transaction() == step.transaction())
                .anyMatch(s -> touches(item, s)));
  }

  private boolean touches(Item item, Step step) {
    Footprint footprint = statements.of(step);
    return footprint.all() || items(footprint).anyMatch(other -> other.meets(item, false));
  }

  private static Stream<Item> items(Footprint footprint) {
    return Stream.of(footprint.reads(), footprint.shares(), footprint.writes())
        .flatMap(Set::stream);
  }

  private static Step draw(List<Step> among, ToIntFunction<Step> weight, SplittableRandom own) {
    int drawn = own.nextInt(among.stream().mapToInt(weight).sum());
    int at = 0;
    while (drawn >= weight.applyAsInt(among.get(at))) {
      drawn -= weight.applyAsInt(among.get(at++));
    }
    return among.get(at);
  }

  /**
   * SURW. Who makes the next of the steps in question is drawn beforehand; until he does, all
   * others stop before theirs.
   */
  private final class Selective implements Policy {
    private static final int NOBODY = -1;

    private final Item item;
    private final Map<Integer, Integer> known = steps;
    private final Map<Integer, Integer> left;
    private final SplittableRandom own;
    private int next = NOBODY;

    Selective(Item item, Map<Integer, Integer> left, SplittableRandom own) {
      this.item = item;
      this.left = new HashMap<>(left);
      this.own = own;
    }

    @Override
    public int choose(List<Step> enabled, Past past) {
      List<Decision> before = past.decisions();
      if (next == NOBODY) {
        next = drawn(left);
      }
      List<Step> free = new ArrayList<>();
      for (Step step : enabled) {
        if (step.actor() == next || !isAbout(item, step, before)) {
          free.add(step);
        }
      }
      // He whose turn it is may wait, or be done earlier than before: then it is anybody's.
      Step step = draw(free.isEmpty() ? enabled : free, any -> left(known, any), own);
      if (isAbout(item, step, before)) {
        left.merge(step.actor(), -1, Integer::sum);
        next = NOBODY;
      }
      return step.actor();
    }

    private int drawn(Map<Integer, Integer> counts) {
      int sum = counts.values().stream().filter(n -> n > 0).mapToInt(n -> n).sum();
      int drawn = sum == 0 ? 0 : own.nextInt(sum);
      for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
        if (count.getValue() > 0 && (drawn -= count.getValue()) < 0) {
          return count.getKey();
        }
      }
      return NOBODY;
    }
  }
}
