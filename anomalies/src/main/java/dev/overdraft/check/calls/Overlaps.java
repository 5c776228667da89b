package dev.overdraft.check.calls;

import dev.overdraft.history.format.Call;
import java.util.List;

/**
 * How many pairs of operations were open at one instant: what concurrency there was to go wrong. An
 * operation of which nobody knows when it began overlapped nothing for certain, so it is left out.
 */
final class Overlaps {
  private Overlaps() {}

  /**
   * Pairs of a call from {@code some} and a different one from {@code others} that overlap. A call
   * is over when its answer came; one without an answer never is.
   */
  static long between(List<Call> some, List<Call> others) {
    List<Call> known = begun(others);
    long[] invoked = known.stream().mapToLong(Call::invoked).sorted().toArray();
    long[] completed = known.stream().mapToLong(Call::completed).sorted().toArray();
    long pairs = 0;
    for (Call each : begun(some)) {
      long begun = atMost(invoked, each.completed());
      long over = atMost(completed, each.invoked() - 1);
      pairs += begun - over;
    }
    return pairs;
  }

  /** Pairs of two calls that overlap, each pair counted from both its sides. */
  static long among(List<Call> calls) {
    return between(calls, calls) - begun(calls).size();
  }

  private static List<Call> begun(List<Call> calls) {
    return calls.stream().filter(Call::hasInvocation).toList();
  }

  /** How many of the sorted numbers are no larger than {@code limit}. */
  static int atMost(long[] sorted, long limit) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
