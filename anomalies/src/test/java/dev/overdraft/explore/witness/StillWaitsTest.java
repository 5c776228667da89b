package dev.overdraft.explore.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.oracle.Errors;
import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody whom one lets go and who waits for another one then, as it is told. */
class StillWaitsTest {

  private static final Step ALICE = step(0, Step.Kind.COMMIT, "");
  private static final Step BOB = step(1, Step.Kind.STATEMENT, "update account set balance = 0");
  private static final Step CAROL = step(2, Step.Kind.COMMIT, "");

  private static Step step(int actor, Step.Kind kind, String sql) {
    return new Step(
        actor, 0, kind, sql, List.of(), actor, 0, Isolation.READ_COMMITTED, false, false, "");
  }

  private static Witness witness() {
    var run =
        new Run(
            List.of("alice", "bob", "carol"),
            List.of(
                new Decision(List.of(ALICE, BOB, CAROL), 1),
                new Decision(List.of(ALICE, CAROL), 0),
                new Decision(List.of(CAROL), 2)),
            List.of(
                new Moment(Moment.Kind.WAITS, 0, BOB, new Answer.Missing(), List.of(0)),
                new Moment(Moment.Kind.RAN, 1, ALICE, new Answer.Done(), List.of()),
                new Moment(Moment.Kind.STILL_WAITS, 1, BOB, new Answer.Missing(), List.of(2)),
                new Moment(Moment.Kind.RAN, 2, CAROL, new Answer.Done(), List.of()),
                new Moment(Moment.Kind.WOKE, 2, BOB, new Answer.Count(2), List.of())),
            List.of(new Ending.Returned(""), new Ending.Returned("2"), new Ending.Returned("")),
            Optional.empty());
    return new Witness(
        "waits-on",
        "",
        new Failure(Failure.Kind.NOT_SERIAL, "rows are those of no serial order"),
        run,
        Map.of(),
        new Outcome(Map.of(), List.of("", "2", "")),
        Map.of(),
        new ReplayToken("waits-on", List.of(1, 0, 2), Map.of(), "9f3c"),
        3,
        3);
  }

  @Test
  void consoles_waitsForAnotherOne_saidAndNotTypedAgain() {
    var exports = new Exports(witness(), List.of(), List.of(), List.of(), Errors.STANDARD, true);

    assertThat(exports.consoles())
        .containsOnlyOnce("update account set balance = 0;")
        .contains("-- waits for alice: go on")
        .contains("-- console bob still waits, now for carol: go on")
        .contains("-- now console bob has the answer of step 1: 2 rows");
  }

  @Test
  void text_waitsForAnotherOne_saidWithItsHolder() {
    assertThat(witness().toString())
        .contains("BLOCKED BY alice")
        .contains("still waits: update account set")
        .contains("BLOCKED BY carol");
  }

  @Test
  void traceFile_waitsForAnotherOne_anotherLineOfTheSameType() throws Exception {
    assertThat(
            TraceFile.text(witness()).lines().filter(line -> line.contains("\"type\":\"waits\"")))
        .hasSize(2)
        .last()
        .asString()
        .contains("\"decision\":1", "\"actor\":\"bob\"", "\"blockedBy\":[\"carol\"]");
  }
}
