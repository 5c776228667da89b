package dev.overdraft.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void executions_eventsInAnyOrder_joinedInOrderOfInvocation() {
    History history = history(ok(30, 1, 8), invoke(20, 1, 8), ok(15, 0, 7), invoke(10, 0, 7));
    assertThat(history.faults()).isEmpty();
    assertThat(history.executions()).extracting(Execution::id).containsExactly(7L, 8L);
    assertThat(history.execution(8)).get().returns(30L, Execution::completedNanos);
    assertThat(history.execution(9)).isEmpty();
    assertThat(history.count(Outcome.OK)).isEqualTo(2);
  }

  @Test
  void executions_unanswered_isUnknownAndOpenForEver() {
    History history = history(invoke(10, 0, 7), invoke(20, 1, 8), ok(30, 1, 8));
    assertThat(history.execution(7))
        .get()
        .returns(Outcome.INFO, Execution::outcome)
        .returns(Long.MAX_VALUE, Execution::completedNanos)
        .returns(30L, Execution::lastSeenNanos);
  }

  @Test
  void overlaps_closedIntervals() {
    History history =
        history(
            invoke(10, 0, 1),
            ok(20, 0, 1),
            invoke(20, 0, 2),
            ok(30, 0, 2),
            invoke(31, 1, 3),
            info(32, 1, 3),
            invoke(90, 2, 4),
            ok(91, 2, 4));
    assertThat(history.faults()).isEmpty();
    assertThat(overlap(history, 1, 2)).as("touching").isTrue();
    assertThat(overlap(history, 2, 3)).as("apart").isFalse();
    assertThat(overlap(history, 3, 4)).as("unknown outcome stays open").isTrue();
    assertThat(overlap(history, 1, 3)).as("but not backwards").isFalse();
    assertThat(overlap(history, 1, 1)).as("itself").isTrue();
  }

  @Test
  void faults_processGoesOnAfterInfo() {
    assertThat(history(invoke(1, 0, 1), info(2, 0, 1), invoke(3, 0, 2)).faults())
        .containsExactly("process 0 goes on after an unknown outcome");
  }

  @Test
  void faults_completionWithoutInvocation() {
    assertThat(history(ok(2, 0, 1)).faults())
        .containsExactly("operation 1 completes without being invoked");
  }

  @Test
  void faults_completedTwice() {
    assertThat(history(invoke(1, 0, 1), ok(2, 0, 1), ok(3, 0, 1)).faults())
        .containsExactly("operation 1 completes without being invoked");
  }

  @Test
  void faults_invokedTwiceOneAfterTheOther() {
    assertThat(history(invoke(1, 0, 1), ok(2, 0, 1), invoke(3, 1, 1), ok(4, 1, 1)).faults())
        .containsExactly("operation 1 is invoked twice");
  }

  @Test
  void faults_processInvokesBeforeItsAnswer() {
    assertThat(history(invoke(1, 0, 1), invoke(2, 0, 2), ok(3, 0, 1), ok(4, 0, 2)).faults())
        .containsExactly("process 0 invokes operation 2 before 1 is answered");
  }

  @Test
  void faults_answeredByAnotherProcess() {
    assertThat(history(invoke(1, 0, 1), ok(2, 5, 1)).faults())
        .containsExactly("operation 1 is invoked by process 0 and answered by 5");
  }

  @Test
  void faults_revisionLoggedTwice() {
    LedgerEntry one = entry(1, new RowVersion(1, 1, Writer.of(1, 1), 5));
    LedgerEntry two = entry(2, new RowVersion(1, 1, Writer.of(2, 1), 6));
    LedgerEntry opening = entry(3, new RowVersion(2, 0, Writer.of(2, 1), 6));
    History history =
        new History(Map.of(), List.of(), List.of(one, two, opening), Optional.empty());
    assertThat(history.faults())
        .containsExactly("account 1 has two revisions 1", "account 2 is logged with revision 0");
  }

  @Test
  void operation_negativeIdOrNoAmount_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Operation.Audit(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Operation.Deposit(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Operation.Withdraw(1, 1, -5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Operation.Transfer(-1, 1, 2, 5));
  }

  private static LedgerEntry entry(long sequence, RowVersion version) {
    return new LedgerEntry(sequence, version.writer(), 0, List.of(version));
  }

  private static boolean overlap(History history, long a, long b) {
    Execution one = history.execution(a).orElseThrow();
    Execution other = history.execution(b).orElseThrow();
    assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
    return one.overlaps(other);
  }

  private static History history(Event... events) {
    return new History(Map.of(1L, 100L), Arrays.asList(events), List.of(), Optional.empty());
  }

  private static Event invoke(long nanos, int process, long id) {
    return new Event.Invocation(nanos, process, new Operation.Deposit(id, 1, 5));
  }

  private static Event ok(long nanos, int process, long id) {
    return answer(nanos, process, id, Outcome.OK);
  }

  private static Event info(long nanos, int process, long id) {
    return answer(nanos, process, id, Outcome.INFO);
  }

  private static Event answer(long nanos, int process, long id, Outcome outcome) {
    return new Event.Completion(
        nanos, process, id, outcome, true, "", 1, List.of(), List.of(), Map.of());
  }
}
