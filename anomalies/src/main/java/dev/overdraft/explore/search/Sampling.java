package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Schedules at random, for scenarios too big to run them all: five methods in turn, the same ones
 * for the same seed.
 *
 * <p>POS gives each step a priority and redraws those of steps that depend on the one that ran; it
 * evens out the chances of classes. PCT gives each actor a priority and lowers it at a few random
 * points; it finds a bug of depth d with a known probability. URW and SURW even out the chances of
 * all orders, and of those of what is shared ({@link UniformWalk}). Plain random choice does none
 * of that, and finds what all miss. Never ends by itself.
 *
 * @see <a href="https://doi.org/10.1007/978-3-319-96142-2_20">Yuan, Yang, Gu: Partial order aware
 *     concurrency sampling, CAV 2018</a>
 * @see <a href="https://doi.org/10.1145/1736020.1736040">Burckhardt et al.: A randomized scheduler
 *     with probabilistic guarantees of finding bugs, ASPLOS 2010</a>
 */
public final class Sampling implements Search {

  private static final int METHODS = 6;

  private final Statements statements;
  private final SplittableRandom random;
  private final UniformWalk walk;
  private int longest = 8;
  private long drawn;

  /** Draws from one seed. */
  public Sampling(Statements statements, long seed) {
    this.statements = statements;
    this.walk = new UniformWalk(statements);
    this.random = new SplittableRandom(seed);
  }

  @Override
  public Optional<Policy> next() {
    SplittableRandom own = random.split();
    int method = (int) (drawn++ % METHODS);
    return Optional.of(
        switch (method) {
          case 0 -> new PartialOrder(own);
          case 1, 2 -> new Priorities(own, method + 1);
          case 3 -> walk.uniform(own);
          case 4 -> walk.selective(own);
          default -> (enabled, past) -> enabled.get(own.nextInt(enabled.size())).actor();
        });
  }

  @Override
  public void done(Policy policy, Run run) {
    longest = Math.max(longest, run.decisions().size());
    walk.learn(run);
  }

  /**
   * How many classes there are, judged by how many were drawn once and twice: those that were not
   * drawn are at least about as many more. A lower bound on average, for classes that are not all
   * equally likely.
   *
   * @param timesDrawn for each class that was drawn, how often
   * @see <a href="https://www.jstor.org/stable/4615964">Chao 1984</a>
   */
  public static double estimate(Collection<Integer> timesDrawn) {
    double once = timesDrawn.stream().filter(n -> n == 1).count();
    double twice = timesDrawn.stream().filter(n -> n == 2).count();
    double unseen = twice == 0 ? once * (once - 1) / 2 : once * once / (2 * twice);
    return timesDrawn.size() + unseen;
  }

  /** POS. */
  private final class PartialOrder implements Policy {
    private final SplittableRandom own;
    private final Map<List<Integer>, Double> priorities = new HashMap<>();

    PartialOrder(SplittableRandom own) {
      this.own = own;
    }

    @Override
    public int choose(List<Step> enabled, Past past) {
      List<Decision> decisions = past.decisions();
      if (!decisions.isEmpty()) {
        redraw(enabled, decisions.get(decisions.size() - 1).step());
      }
      Step best = enabled.get(0);
      for (Step step : enabled) {
        if (priority(step) > priority(best)) {
          best = step;
        }
      }
      return best.actor();
    }

    private double priority(Step step) {
      return priorities.computeIfAbsent(
          List.of(step.actor(), step.ordinal()), key -> own.nextDouble());
    }

    private void redraw(List<Step> enabled, Step ran) {
      Footprint touched = statements.of(ran);
      for (Step step : enabled) {
        boolean meets = !ran.ends() && Event.conflict(touched, statements.of(step));
        if (step.actor() != ran.actor() && (ran.ends() || meets)) {
          priorities.put(List.of(step.actor(), step.ordinal()), own.nextDouble());
        }
      }
    }
  }

  /** PCT. */
  private final class Priorities implements Policy {
    private final SplittableRandom own;
    private final TreeSet<Integer> changes = new TreeSet<>();
    private final Map<Integer, Double> priorities = new HashMap<>();

    Priorities(SplittableRandom own, int depth) {
      this.own = own;
      while (changes.size() < depth - 1) {
        changes.add(1 + own.nextInt(longest));
      }
    }

    @Override
    public int choose(List<Step> enabled, Past past) {
      int now = past.decisions().size();
      if (changes.contains(now)) {
        int best = best(enabled);
        double least = priorities.isEmpty() ? 0 : Collections.min(priorities.values());
        priorities.put(best, least - 1);
      }
      return best(enabled);
    }

    private int best(List<Step> enabled) {
      int best = enabled.get(0).actor();
      for (Step step : enabled) {
        if (priority(step.actor()) > priority(best)) {
          best = step.actor();
        }
      }
      return best;
    }

    private double priority(int actor) {
      return priorities.computeIfAbsent(actor, key -> own.nextDouble());
    }
  }
}
