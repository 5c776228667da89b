package dev.overdraft.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation together with everything its client learned: invocation and completion joined.
 *
 * @param completedNanos when the answer arrived; {@link Long#MAX_VALUE} if none ever did, or if the
 *     outcome is unknown, since such an operation stays concurrent with all that follows
 * @param lastSeenNanos when the worker stopped waiting: the answer's own time even for an unknown
 *     outcome, for drawing
 */
public record Execution(
    Operation operation,
    int process,
    long invokedNanos,
    long completedNanos,
    long lastSeenNanos,
    Outcome outcome,
    boolean acknowledged,
    String reason,
    int attempts,
    List<String> aborts,
    List<Access> accesses,
    Map<Long, Long> balances) {

  public Execution {
    aborts = List.copyOf(aborts);
    accesses = List.copyOf(accesses);
    balances = Map.copyOf(balances);
  }

  static Execution of(Event.Invocation asked, Event.Completion answer) {
    boolean known = answer.outcome() != Outcome.INFO;
    return new Execution(
        asked.operation(),
        asked.process(),
        asked.nanos(),
        known ? answer.nanos() : Long.MAX_VALUE,
        answer.nanos(),
        answer.outcome(),
        answer.acknowledged(),
        answer.reason(),
        answer.attempts(),
        answer.aborts(),
        answer.accesses(),
        answer.balances());
  }

  static Execution unanswered(Event.Invocation asked, long lastNanos) {
    return new Execution(
        asked.operation(),
        asked.process(),
        asked.nanos(),
        Long.MAX_VALUE,
        lastNanos,
        Outcome.INFO,
        false,
        "no answer before the run ended",
        1,
        List.of(),
        List.of(),
        Map.of());
  }

  /** The same execution, had it read and written these versions; an audit's balances follow. */
  public Execution withAccesses(List<Access> others) {
    Map<Long, Long> seen = new HashMap<>(balances);
    if (operation instanceof Operation.Audit) {
      others.forEach(access -> seen.replace(access.version().account(), access.version().cents()));
    }
    return new Execution(
        operation,
        process,
        invokedNanos,
        completedNanos,
        lastSeenNanos,
        outcome,
        acknowledged,
        reason,
        attempts,
        aborts,
        others,
        seen);
  }

  /** The operation's id. */
  public long id() {
    return operation.id();
  }

  /** Whether both were open at one instant; closed intervals, so touching counts. */
  public boolean overlaps(Execution other) {
    return invokedNanos <= other.completedNanos && other.invokedNanos <= completedNanos;
  }

  /** How people name it: {@code #17 transfer 1→2 50}. */
  @Override
  public String toString() {
    return "#" + id() + " " + operation;
  }
}
