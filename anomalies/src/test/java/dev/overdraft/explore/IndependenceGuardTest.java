package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Routines;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Moment.Kind;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** One statement each of two actors, called independent since neither reads a table. */
class IndependenceGuardTest {

  private static final Statements STATEMENTS =
      new Statements(
          new Catalog(Dialect.DERBY, Map.of(), Set.of(), List.of()),
          new State(Map.of()),
          Routines.UNKNOWN);
  private static final List<Step> STEPS = List.of(step(0), step(1));
  private static final Answer DEADLOCK = new Answer.Failed("40001", 30000, "deadlock");

  @Test
  void guard_sameAnswers_noDifference() throws Exception {
    IndependenceGuard.Report report = guard(actor -> List.of(ran(0, 0), ran(1, 1)));

    assertThat(report.pairs()).as("both schedules' only pair").isEqualTo(2);
    assertThat(report.differences()).isEmpty();
  }

  @Test
  void guard_anotherAnswerTheOtherWayRound_aDifferenceInWords() throws Exception {
    IndependenceGuard.Report report =
        guard(
            first ->
                first == 0
                    ? List.of(ran(0, 0), ran(1, 1))
                    : List.of(ran(1, 0), answered(0, 1, DEADLOCK)));

    assertThat(report.differences())
        .first()
        .asString()
        .matches("(?s)actor.: select . before actor.: select .\\n.*the other way round.*")
        .contains("ERROR 40001");
  }

  /** A difference that is not there when one looks again is one. */
  @Test
  void guard_differentOnceOnly_aDifference() throws Exception {
    int[] plays = {0};

    IndependenceGuard.Report report =
        guard(
            first ->
                plays[0]++ == 0
                    ? List.of(ran(0, 0), answered(1, 1, DEADLOCK))
                    : List.of(ran(first, 0), ran(1 - first, 1)));

    assertThat(report.differences()).isNotEmpty();
  }

  /** Of the two schedules, one has the closer waiting, the other has it answered at once. */
  @Test
  void guard_closerOfADeadlockSeenToWaitOrNot_noDifference() throws Exception {
    IndependenceGuard.Report report =
        guard(
            first ->
                first == 0
                    ? List.of(ran(0, 0), waits(1, 1), woke(1, 1, DEADLOCK))
                    : List.of(answered(1, 0, DEADLOCK), ran(0, 1)));

    assertThat(report.pairs()).isPositive();
    assertThat(report.differences()).isEmpty();
  }

  /** It cost the other one his transaction, and the closer goes on. */
  @Test
  void guard_closerWhoGoesOnSeenToWaitOrNot_noDifference() throws Exception {
    assertThat(
            guard(
                    first ->
                        first == 0
                            ? List.of(
                                ran(0, 0),
                                waits(1, 1),
                                answered(0, 1, DEADLOCK),
                                woke(1, 1, new Answer.Done()))
                            : List.of(ran(0, 0), ran(1, 1), answered(0, 1, DEADLOCK)))
                .differences())
        .isEmpty();
  }

  @Test
  void guard_waitWithoutADeadlock_aDifference() throws Exception {
    assertThat(
            guard(
                    first ->
                        first == 0
                            ? List.of(ran(0, 0), waits(1, 1), woke(1, 1, new Answer.Done()))
                            : List.of(ran(1, 0), ran(0, 1)))
                .differences())
        .isNotEmpty();
  }

  /** Another actor's step has ended it: it was no cycle that this step closed. */
  @Test
  void guard_waitEndedByALaterDecision_aDifference() throws Exception {
    assertThat(
            guard(
                    first ->
                        first == 0
                            ? List.of(waits(0, 0), ran(1, 1), woke(0, 1, DEADLOCK))
                            : List.of(ran(1, 0), answered(0, 1, DEADLOCK)))
                .differences())
        .isNotEmpty();
  }

  /**
   * Guards both schedules.
   *
   * @param world what happens, by whose step comes first
   */
  private static IndependenceGuard.Report guard(Function<Integer, List<Moment>> world)
      throws Exception {
    return new IndependenceGuard(policy -> played(policy, world), STATEMENTS)
        .guard(new Enumeration());
  }

  private static Played played(Policy policy, Function<Integer, List<Moment>> world) {
    List<Decision> decisions = new ArrayList<>();
    int first = policy.choose(STEPS, past(decisions));
    decisions.add(new Decision(STEPS, first));
    List<Step> left = List.of(STEPS.get(1 - first));
    decisions.add(new Decision(left, policy.choose(left, past(decisions))));
    var run =
        new Run(
            List.of("actor0", "actor1"),
            decisions,
            world.apply(first),
            List.of(new Ending.Returned(""), new Ending.Returned("")),
            Optional.empty());
    return new Played(
        run,
        new State(Map.of()),
        new Outcome(Map.of(), List.of("returned", "returned")),
        Optional.empty());
  }

  private static Policy.Past past(List<Decision> decisions) {
    return new Policy.Past() {
      @Override
      public List<Decision> decisions() {
        return decisions;
      }

      @Override
      public List<Moment> moments() {
        return List.of();
      }
    };
  }

  private static Moment ran(int actor, int decision) {
    return answered(actor, decision, new Answer.Done());
  }

  private static Moment answered(int actor, int decision, Answer answer) {
    return new Moment(Kind.RAN, decision, STEPS.get(actor), answer, List.of());
  }

  private static Moment waits(int actor, int decision) {
    return new Moment(
        Kind.WAITS, decision, STEPS.get(actor), new Answer.Missing(), List.of(1 - actor));
  }

  private static Moment woke(int actor, int decision, Answer answer) {
    return new Moment(Kind.WOKE, decision, STEPS.get(actor), answer, List.of());
  }

  private static Step step(int actor) {
    return new Step(
        actor,
        0,
        Step.Kind.STATEMENT,
        "select " + actor,
        List.of(),
        actor,
        0,
        Isolation.READ_COMMITTED,
        true,
        true,
        "");
  }
}
