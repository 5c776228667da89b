package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Routines;
import dev.overdraft.explore.schema.State;
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

/**
 * Steps of actors who never wait and change nothing, so that no database is needed.
 *
 * @param actors for each, its statements in one transaction, {@code commit} the last
 */
record Plan(List<List<String>> actors) {

  static final Statements STATEMENTS =
      new Statements(
          new Catalog(
              Dialect.POSTGRESQL,
              Map.of("a", table("a"), "b", table("b"), "c", table("c")),
              Set.of(),
              List.of()),
          new State(Map.of()),
          Routines.UNKNOWN);

  /** The classes of all schedules. */
  Set<TraceClass> classes() {
    Set<TraceClass> all = new HashSet<>();
    var enumeration = new Enumeration();
    for (Optional<Policy> p = enumeration.next(); p.isPresent(); p = enumeration.next()) {
      Run run = play(p.get());
      enumeration.done(p.get(), run);
      all.add(TraceClass.of(run, STATEMENTS));
    }
    return all;
  }

  Run play(Policy policy) {
    int[] next = new int[actors.size()];
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
          IntStream.range(0, actors.size())
              .filter(actor -> next[actor] < actors.get(actor).size())
              .mapToObj(actor -> step(actor, next[actor]))
              .toList();
      if (enabled.isEmpty()) {
        return new Run(
            IntStream.range(0, actors.size()).mapToObj(i -> "actor" + i).toList(),
            decisions,
            moments,
            actors.stream().<Ending>map(a -> new Ending.Returned("")).toList(),
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

  private Step step(int actor, int ordinal) {
    String sql = actors.get(actor).get(ordinal);
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
        List.of(),
        Set.of(),
        false,
        Set.of());
  }
}
