package dev.overdraft.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded run: what was asked and answered, and what the database held before and after.
 * Immutable.
 *
 * <p>The two halves are independent witnesses. {@link #executions()} is what clients know; {@link
 * #ledger()} and {@link #closing()} are what the server kept. Checkers live off the difference.
 */
public final class History {

  private final Map<Long, Long> opening;
  private final List<Execution> executions;
  private final Map<Long, Execution> byId;
  private final List<LedgerEntry> ledger;
  private final Optional<Map<Long, RowVersion>> closing;
  private final List<String> faults;

  /**
   * Joins events into executions.
   *
   * @param opening the balance of every account before the first operation, in minor units
   * @param events in any order; sorted here by time
   * @param ledger the final transfer log, empty if it was never read
   * @param closing every account's row after all workers had stopped; empty if the run did not get
   *     that far
   */
  public History(
      Map<Long, Long> opening,
      List<Event> events,
      List<LedgerEntry> ledger,
      Optional<Map<Long, RowVersion>> closing) {
    this.opening = Map.copyOf(opening);
    this.ledger = List.copyOf(ledger);
    this.closing = closing.map(Map::copyOf);
    var joined = new Join(events);
    this.executions = List.copyOf(joined.executions);
    this.faults = List.copyOf(joined.faults);
    this.byId = new LinkedHashMap<>();
    executions.forEach(e -> byId.put(e.id(), e));
  }

  /** Opening balance in minor units, by account. */
  public Map<Long, Long> opening() {
    return opening;
  }

  /** All operations in order of invocation. */
  public List<Execution> executions() {
    return executions;
  }

  /** The operation of that id, if this history asked for one. */
  public Optional<Execution> execution(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The server's own record, one entry a committed transaction. */
  public List<LedgerEntry> ledger() {
    return ledger;
  }

  /** The final audit: each account's row when nobody was left to change it. */
  public Optional<Map<Long, RowVersion>> closing() {
    return closing;
  }

  /**
   * What is wrong with the recording itself: a completion without invocation, a process that goes
   * on after info.
   */
  public List<String> faults() {
    return faults;
  }

  /** How many operations ended so. */
  public long count(Outcome outcome) {
    return executions.stream().filter(e -> e.outcome() == outcome).count();
  }

  private static final class Join {
    final List<Execution> executions = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    private final Map<Long, Event.Invocation> open = new LinkedHashMap<>();
    private final Map<Integer, Long> retired = new LinkedHashMap<>();

    Join(List<Event> events) {
      var sorted = new ArrayList<>(events);
      sorted.sort(Comparator.comparingLong(Event::nanos));
      for (Event event : sorted) {
        if (event instanceof Event.Invocation asked) {
          invoke(asked);
        } else if (event instanceof Event.Completion answer) {
          complete(answer);
        }
      }
      long last = sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1).nanos();
      open.values().forEach(asked -> executions.add(Execution.unanswered(asked, last)));
      executions.sort(
          Comparator.comparingLong(Execution::invokedNanos).thenComparingLong(Execution::id));
    }

    private void invoke(Event.Invocation asked) {
      if (retired.containsKey(asked.process())) {
        faults.add("process " + asked.process() + " goes on after an unknown outcome");
      }
      if (open.put(asked.operationId(), asked) != null) {
        faults.add("operation " + asked.operationId() + " is invoked twice");
      }
    }

    private void complete(Event.Completion answer) {
      Event.Invocation asked = open.remove(answer.operationId());
      if (asked == null) {
        faults.add("operation " + answer.operationId() + " completes without being invoked");
        return;
      }
      if (answer.outcome() == Outcome.INFO) {
        retired.put(answer.process(), answer.operationId());
      }
      executions.add(Execution.of(asked, answer));
    }
  }
}
