package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sampling on a plan of steps in which nobody waits, so that no database is needed. */
class SamplingTest {

  /** Three actors who touch one row in common, and rows of their own. */
  private static final Plan PLAN =
      new Plan(
          List.of(
              List.of(
                  "update a set x = 1 where id = 1", "update b set x = 1 where id = 1", "commit"),
              List.of(
                  "update a set x = 2 where id = 2", "update b set x = 2 where id = 1", "commit"),
              List.of(
                  "update a set x = 3 where id = 3", "update b set x = 3 where id = 1", "commit")));

  @Test
  void next_sameSeed_sameSchedules() {
    assertThat(schedules(7, 40)).isEqualTo(schedules(7, 40));
  }

  @Test
  void next_otherSeed_otherSchedules() {
    assertThat(schedules(7, 40)).isNotEqualTo(schedules(8, 40));
  }

  @Test
  void next_manyDraws_everyClassIsSeen() {
    Set<TraceClass> all = PLAN.classes();

    Set<TraceClass> drawn = new HashSet<>();
    var sampling = new Sampling(Plan.STATEMENTS, 1);
    for (int i = 0; i < 2_000; i++) {
      Policy policy = sampling.next().orElseThrow();
      Run run = PLAN.play(policy);
      sampling.done(policy, run);
      drawn.add(TraceClass.of(run, Plan.STATEMENTS));
    }

    assertThat(all).hasSizeGreaterThan(6);
    assertThat(drawn).isEqualTo(all);
  }

  @Test
  void next_fewDraws_allMethodsTakeTheirTurn() {
    // Priorities without a change let one actor go to its end: few switches; random ones have many.
    List<Integer> switches = runs(3, 400).stream().map(Run::switches).distinct().sorted().toList();

    assertThat(switches.get(0)).isZero();
    assertThat(switches.get(switches.size() - 1)).isGreaterThanOrEqualTo(4);
  }

  @Test
  void next_neverEnds() {
    var sampling = new Sampling(Plan.STATEMENTS, 1);
    assertThat(IntStream.range(0, 10_000).allMatch(i -> sampling.next().isPresent())).isTrue();
  }

  @Test
  void estimate_someDraws_nearWhatEnumerationCounts() {
    int all = PLAN.classes().size();
    for (long seed = 1; seed <= 20; seed++) {
      Map<TraceClass, Integer> drawn = new HashMap<>();
      for (Run run : runs(seed, 3 * all)) {
        drawn.merge(TraceClass.of(run, Plan.STATEMENTS), 1, Integer::sum);
      }
      assertThat(drawn.size()).isLessThanOrEqualTo(all);
      assertThat(Sampling.estimate(drawn.values())).isBetween(0.6 * all, 1.8 * all);
    }
  }

  @Test
  void estimate_literalCounts_asChaoHasIt() {
    assertThat(Sampling.estimate(List.of())).isZero();
    assertThat(Sampling.estimate(List.of(5, 3, 9))).isEqualTo(3);
    assertThat(Sampling.estimate(List.of(1, 1, 1, 1))).isEqualTo(4 + 6);
    assertThat(Sampling.estimate(List.of(1, 1, 1, 2, 4))).isEqualTo(5 + 4.5);
  }

  private static List<List<Integer>> schedules(long seed, int count) {
    return runs(seed, count).stream().map(Run::choices).toList();
  }

  private static List<Run> runs(long seed, int count) {
    var sampling = new Sampling(Plan.STATEMENTS, seed);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Policy policy = sampling.next().orElseThrow();
      Run run = PLAN.play(policy);
      sampling.done(policy, run);
      runs.add(run);
    }
    return runs;
  }
}
