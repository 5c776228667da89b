package dev.overdraft.check.rows;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.Optional;

/**
 * The transactions that took effect, by the time of their invocation or completion: each moment
 * packed with its transaction into one long, so that sorting moves nothing else.
 */
final class Moments {

  private final long[] packed;
  private final int bits;
  private final long earliest;

  private Moments(long[] packed, int bits, long earliest) {
    this.packed = packed;
    this.bits = bits;
    this.earliest = earliest;
  }

  /** By invocation or completion; empty if the times are too far apart to be packed. */
  static Optional<Moments> of(TxnHistory history, boolean invocation) {
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    int count = 0;
    for (int t = 0; t < history.size(); t++) {
      if (RowTable.counts(history, t)) {
        long nanos = nanos(history, t, invocation);
        earliest = Math.min(earliest, nanos);
        latest = Math.max(latest, nanos);
        count++;
      }
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(history.size());
    long span = count == 0 ? 0 : latest - earliest;
    if (span < 0 || span >= 1L << (Long.SIZE - 1 - bits)) {
      return Optional.empty();
    }
    long[] packed = new long[count];
    int at = 0;
    for (int t = 0; t < history.size(); t++) {
      if (RowTable.counts(history, t)) {
        packed[at++] = (nanos(history, t, invocation) - earliest) << bits | t;
      }
    }
    Arrays.parallelSort(packed);
    return Optional.of(new Moments(packed, bits, earliest));
  }

  private static long nanos(TxnHistory history, int txn, boolean invocation) {
    return invocation ? history.invokedNanos(txn) : history.completedNanos(txn);
  }

  int size() {
    return packed.length;
  }

  long nanos(int at) {
    return (packed[at] >>> bits) + earliest;
  }

  int txn(int at) {
    return (int) (packed[at] & ((1L << bits) - 1));
  }
}
