package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which orders a walk gives equal chances, and which plain random choice does not. */
class UniformWalkTest {

  private static final int DRAWS = 6_000;

  /** One long, one short. */
  private static final Plan UNEVEN =
      new Plan(
          List.of(
              List.of("select x from a where id = 1", "select x from a where id = 2", "commit"),
              List.of("commit")));

  /** Both touch one row of {@code b}, one of them after much that is nobody else's. */
  private static final Plan LATE =
      new Plan(
          List.of(
              List.of(
                  "update a set x = 1 where id = 1",
                  "update a set x = 1 where id = 2",
                  "update a set x = 1 where id = 3",
                  "update a set x = 1 where id = 4",
                  "select x from b where id = 1",
                  "commit"),
              List.of("update b set x = 2 where id = 1", "commit")));

  private static <T> Map<T, Integer> drawn(
      Plan plan, Function<UniformWalk, Policy> policy, Function<Run, T> seen) {
    var walk = new UniformWalk(Plan.STATEMENTS);
    Map<T, Integer> drawn = new HashMap<>();
    for (int i = 0; i <= DRAWS; i++) {
      Run run = plan.play(policy.apply(walk));
      walk.learn(run);
      if (i > 0) {
        drawn.merge(seen.apply(run), 1, Integer::sum);
      }
    }
    return drawn;
  }

  private static Function<UniformWalk, Policy> blind() {
    var random = new SplittableRandom(5);
    return walk -> (enabled, past) -> enabled.get(random.nextInt(enabled.size())).actor();
  }

  private static Function<UniformWalk, Policy> uniform() {
    var random = new SplittableRandom(5);
    return walk -> walk.uniform(random.split());
  }

  private static Function<UniformWalk, Policy> selective() {
    var random = new SplittableRandom(5);
    return walk -> walk.selective(random.split());
  }

  @Test
  void uniform_actorsOfUnevenLength_eachOrderAsOften() {
    assertThat(drawn(UNEVEN, uniform(), Run::choices))
        .hasSize(4)
        .allSatisfy((order, times) -> assertThat(times).isBetween(1_350, 1_650));
  }

  @Test
  void blind_actorsOfUnevenLength_notEachOrderAsOften() {
    assertThat(drawn(UNEVEN, blind(), Run::choices))
        .anySatisfy((order, times) -> assertThat(times).isGreaterThan(2_500));
  }

  @Test
  void selective_sharedStepAtTheEnd_eachOrderOfWhatIsSharedAsOften() {
    // Of four steps in question, a read and its commit, a write and its commit: six orders.
    assertThat(drawn(LATE, selective(), UniformWalkTest::sharedOrder))
        .hasSize(6)
        .allSatisfy((order, times) -> assertThat(times).isBetween(850, 1_150));
  }

  @Test
  void blind_sharedStepAtTheEnd_writerNearlyAlwaysFirst() {
    assertThat(drawn(LATE, blind(), UniformWalkTest::sharedOrder))
        .anySatisfy((order, times) -> assertThat(times).isGreaterThan(4_000));
  }

  @Test
  void selective_nothingLearnt_stillAWholeRun() {
    var walk = new UniformWalk(Plan.STATEMENTS);
    Run run = LATE.play(walk.selective(new SplittableRandom(1)));
    assertThat(run.decisions()).hasSize(8);
  }

  @Test
  void selective_otherPlanThanLearnt_stillAWholeRun() {
    var walk = new UniformWalk(Plan.STATEMENTS);
    walk.learn(LATE.play((enabled, past) -> enabled.get(0).actor()));
    for (int seed = 0; seed < 100; seed++) {
      assertThat(UNEVEN.play(walk.selective(new SplittableRandom(seed))).decisions()).hasSize(4);
    }
  }

  @Test
  void uniform_otherRunLearntWhileDrawing_goesByWhatWasKnownWhenItWasMade() {
    // As when another shard's run is over between the sum of the weights and the draw from it.
    Run many = LATE.play((enabled, past) -> enabled.get(0).actor());
    Run few = UNEVEN.play((enabled, past) -> enabled.get(0).actor());
    for (int seed = 0; seed < 100; seed++) {
      var walk = new UniformWalk(Plan.STATEMENTS);
      walk.learn(many);
      Policy walked = walk.uniform(new SplittableRandom(seed));
      Run run =
          LATE.play(
              (enabled, past) ->
                  walked.choose(new Interrupted(enabled, () -> walk.learn(few)), past));
      assertThat(run.decisions()).hasSize(8);
    }
  }

  /** Steps at gates; something happens once all have been looked at. */
  private static final class Interrupted extends AbstractList<Step> {
    private final List<Step> steps;
    private final Runnable meanwhile;
    private int looks;

    Interrupted(List<Step> steps, Runnable meanwhile) {
      this.steps = steps;
      this.meanwhile = meanwhile;
    }

    @Override
    public Step get(int at) {
      if (looks++ == steps.size()) {
        meanwhile.run();
      }
      return steps.get(at);
    }

    @Override
    public int size() {
      return steps.size();
    }
  }

  /** Whose turn it was at the steps that have to do with {@code b}. */
  private static List<Integer> sharedOrder(Run run) {
    return run.decisions().stream()
        .map(decision -> decision.step())
        .filter(step -> step.sql().contains(" b ") || step.ends())
        .map(step -> step.actor())
        .toList();
  }
}
