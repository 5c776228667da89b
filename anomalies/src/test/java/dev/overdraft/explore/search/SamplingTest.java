package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sampling on a plan of steps in which nobody waits, so that no database is needed. */
class SamplingTest {

  private static final Statements STATEMENTS =
      new Statements(
          new Catalog(
              Dialect.POSTGRESQL,
              Map.of("a", table("a"), "b", table("b"), "c", table("c")),
              Set.of(),
              List.of()));

  /** Three actors who touch one row in common, and rows of their own. */
  private static final List<List<String>> PLAN =
      List.of(
          List.of("update a set x = 1 where id = 1", "update b set x = 1 where id = 1", "commit"),
          List.of("update a set x = 2 where id = 2", "update b set x = 2 where id = 1", "commit"),
          List.of("update a set x = 3 where id = 3", "update b set x = 3 where id = 1", "commit"));

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
    Set<TraceClass> all = new HashSet<>();
    var enumeration = new Enumeration();
    for (Optional<Policy> p = enumeration.next(); p.isPresent(); p = enumeration.next()) {
      Run run = play(p.get());
      enumeration.done(p.get(), run);
      all.add(TraceClass.of(run, STATEMENTS));
    }

    Set<TraceClass> drawn = new HashSet<>();
    var sampling = new Sampling(STATEMENTS, 1);
    for (int i = 0; i < 2_000; i++) {
      Policy policy = sampling.next().orElseThrow();
      Run run = play(policy);
      sampling.done(policy, run);
      drawn.add(TraceClass.of(run, STATEMENTS));
    }

    assertThat(all).hasSizeGreaterThan(6);
    assertThat(drawn).isEqualTo(all);
  }

  @Test
  void next_fewDraws_allFourMethodsTakeTheirTurn() {
    // Priorities without a change let one actor go to its end: few switches; random ones have many.
    List<Integer> switches = runs(3, 400).stream().map(Run::switches).distinct().sorted().toList();

    assertThat(switches.get(0)).isZero();
    assertThat(switches.get(switches.size() - 1)).isGreaterThanOrEqualTo(4);
  }

  @Test
  void next_neverEnds() {
    var sampling = new Sampling(STATEMENTS, 1);
    assertThat(IntStream.range(0, 10_000).allMatch(i -> sampling.next().isPresent())).isTrue();
  }

  private static List<List<Integer>> schedules(long seed, int count) {
    return runs(seed, count).stream().map(Run::choices).toList();
  }

  private static List<Run> runs(long seed, int count) {
    var sampling = new Sampling(STATEMENTS, seed);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Policy policy = sampling.next().orElseThrow();
      Run run = play(policy);
      sampling.done(policy, run);
      runs.add(run);
    }
    return runs;
  }

  private static Run play(Policy policy) {
    int[] next = new int[PLAN.size()];
    List<Decision> decisions = new ArrayList<>();
    List<Moment> moments = new ArrayList<>();
    var past =
        new Policy.Past() {
          @Override
          public List<Decision> decisions() {
            return decisions;
          }

          @Override
          public List<Moment> moments() {
            return moments;
          }
        };
    while (true) {
      List<Step> enabled =
          IntStream.range(0, PLAN.size())
              .filter(actor -> next[actor] < PLAN.get(actor).size())
              .mapToObj(actor -> step(actor, next[actor]))
              .toList();
      if (enabled.isEmpty()) {
        return new Run(
            List.of("a", "b", "c"),
            decisions,
            moments,
            List.of(new Ending.Returned(""), new Ending.Returned(""), new Ending.Returned("")),
            Optional.empty());
      }
      int chosen = policy.choose(enabled, past);
      assertThat(enabled).anyMatch(step -> step.actor() == chosen);
      decisions.add(new Decision(enabled, chosen));
      moments.add(
          new Moment(
              Moment.Kind.RAN,
              decisions.size() - 1,
              step(chosen, next[chosen]++),
              new Answer.Done(),
              List.of()));
    }
  }

  private static Step step(int actor, int ordinal) {
    String sql = PLAN.get(actor).get(ordinal);
    boolean commit = sql.equals("commit");
    return new Step(
        actor,
        ordinal,
        commit ? Step.Kind.COMMIT : Step.Kind.STATEMENT,
        commit ? "" : sql,
        List.of(),
        actor,
        0,
        Isolation.READ_COMMITTED,
        ordinal == 0,
        false,
        "");
  }

  private static Table table(String name) {
    return new Table(
        name,
        List.of(
            new Table.Column("id", "integer", false, false),
            new Table.Column("x", "integer", false, false)),
        List.of("id"),
        Map.of(),
        Set.of(),
        false,
        false);
  }
}
