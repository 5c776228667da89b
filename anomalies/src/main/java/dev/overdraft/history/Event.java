package dev.overdraft.history;

import java.util.List;
import java.util.Map;

/**
 * The invocation of an operation, or its completion, stamped on the thread of the worker that made
 * the call.
 *
 * <p>A process is a logical client: it has one operation open at a time and never invokes again
 * after an {@code info} completion. A completion that is missing at the end of a history means
 * {@code info}.
 */
public sealed interface Event {

  /** Nanoseconds since the run began, monotonic, taken around the call. */
  long nanos();

  /** The logical process, from 0. */
  int process();

  /** The id of the operation. */
  long operationId();

  /** The worker is about to ask. */
  record Invocation(long nanos, int process, Operation operation) implements Event {
    @Override
    public long operationId() {
      return operation.id();
    }
  }

  /**
   * The worker has an answer.
   *
   * @param acknowledged whether the application said yes to its caller, whatever the recorder
   *     thinks of it
   * @param reason why not, for people; empty for an {@code ok}
   * @param attempts transactions that the application began for this operation one after the
   *     other's failure, from 1
   * @param aborts the SQLSTATE of each attempt that the database ended, in order
   * @param accesses what the last attempt read and wrote, in order
   * @param balances what an audit saw, by account; empty for other operations
   */
  record Completion(
      long nanos,
      int process,
      long operationId,
      Outcome outcome,
      boolean acknowledged,
      String reason,
      int attempts,
      List<String> aborts,
      List<Access> accesses,
      Map<Long, Long> balances)
      implements Event {
    public Completion {
      aborts = List.copyOf(aborts);
      accesses = List.copyOf(accesses);
      balances = Map.copyOf(balances);
    }
  }
}
