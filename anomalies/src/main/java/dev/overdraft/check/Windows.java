package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import java.util.List;

/**
 * The intervals in which clients waited for transfers between two accounts that took effect, so
 * that "did any of them meet this audit" costs a binary search.
 */
final class Windows {

  /** Ascending. */
  private final long[] invoked;

  /** The latest end of all intervals up to there. */
  private final long[] latestEnd;

  private Windows(long[] invoked, long[] latestEnd) {
    this.invoked = invoked;
    this.latestEnd = latestEnd;
  }

  static Windows of(History history, Effects effects) {
    List<Execution> transfers =
        history.executions().stream()
            .filter(e -> e.operation() instanceof Operation.Transfer t && t.from() != t.to())
            .filter(e -> effects.of(e).times() > 0)
            .toList();
    long[] invoked = transfers.stream().mapToLong(Execution::invokedNanos).toArray();
    long[] latestEnd = transfers.stream().mapToLong(Execution::lastSeenNanos).toArray();
    for (int i = 1; i < latestEnd.length; i++) {
      latestEnd[i] = Math.max(latestEnd[i], latestEnd[i - 1]);
    }
    return new Windows(invoked, latestEnd);
  }

  /** Whether one of them was open at one instant with {@code audit}; touching counts. */
  boolean meet(Execution audit) {
    int low = 0;
    int high = invoked.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (invoked[middle] <= audit.lastSeenNanos()) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0 && latestEnd[high] >= audit.invokedNanos();
  }
}
