package dev.overdraft.reports.check;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many pairs of transactions were open at one instant, so that something could go wrong; and
 * where there are no times, how many clients there were to meet.
 */
final class Chances {
  private Chances() {}

  /** How many processes have a transaction that was {@code ok}. */
  static long sessions(TxnHistory history) {
    return IntStream.range(0, history.size())
        .filter(t -> history.outcome(t) == Outcome.OK)
        .map(history::process)
        .distinct()
        .count();
  }

  /** Pairs of overlapping transactions that were {@code ok}; 0 where there are no times. */
  static long of(TxnHistory history) {
    if (!history.timed()) {
      return 0;
    }
    int[] ok =
        IntStream.range(0, history.size()).filter(t -> history.outcome(t) == Outcome.OK).toArray();
    long[] invoked = Arrays.stream(ok).mapToLong(history::invokedNanos).sorted().toArray();
    long[] completed = Arrays.stream(ok).mapToLong(history::completedNanos).sorted().toArray();
    long pairs = 0;
    int over = 0;
    for (int begun = 0; begun < invoked.length; begun++) {
      while (completed[over] < invoked[begun]) {
        over++;
      }
      pairs += begun - over;
    }
    return pairs;
  }
}
