package dev.overdraft.check.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The least and the most that one number can hold while a read is open, from what was added to it
 * and taken from it.
 *
 * <p>Least: all that was added for certain before the read began, less all that may have been taken
 * before it ended. Most: the mirror image. Of two things at one instant nobody knows which was
 * first, so what began at the instant at which the read ended may count, and what ended at the
 * instant at which the read began need not. Necessary, not sufficient: a read within its bounds may
 * still be wrong.
 */
final class Bounds {

  private final long opening;
  private final List<long[]> certainAdded = new ArrayList<>();
  private final List<long[]> certainTaken = new ArrayList<>();
  private final List<long[]> possiblyAdded = new ArrayList<>();
  private final List<long[]> possiblyTaken = new ArrayList<>();
  private boolean summed;

  Bounds(long opening) {
    this.opening = opening;
  }

  /**
   * Something was added, or taken if negative.
   *
   * @param completed when it was certainly done; {@link Long#MAX_VALUE} if that is not known
   */
  void moved(long delta, long invoked, long completed) {
    (delta > 0 ? possiblyAdded : possiblyTaken).add(new long[] {invoked, delta});
    if (completed != Long.MAX_VALUE) {
      (delta > 0 ? certainAdded : certainTaken).add(new long[] {completed, delta});
    }
  }

  long least(long invoked, long completed) {
    sum();
    return opening + before(certainAdded, invoked) + upTo(possiblyTaken, completed);
  }

  long most(long invoked, long completed) {
    sum();
    return opening + upTo(possiblyAdded, completed) + before(certainTaken, invoked);
  }

  private void sum() {
    if (!summed) {
      summed = true;
      List.of(certainAdded, certainTaken, possiblyAdded, possiblyTaken).forEach(Bounds::sum);
    }
  }

  private static void sum(List<long[]> moves) {
    moves.sort(Comparator.comparingLong(move -> move[0]));
    long total = 0;
    for (long[] move : moves) {
      total += move[1];
      move[1] = total;
    }
  }

  /** The sum of what is stamped earlier than {@code limit}. */
  private static long before(List<long[]> moves, long limit) {
    return sum(moves, stamp -> stamp < limit);
  }

  /** The sum of what is stamped no later than {@code limit}. */
  private static long upTo(List<long[]> moves, long limit) {
    return sum(moves, stamp -> stamp <= limit);
  }

  /** The sum of those up to the first that does not count. */
  private static long sum(List<long[]> moves, LongPredicate counts) {
    int low = 0;
    int high = moves.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts.test(moves.get(middle)[0])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : moves.get(low - 1)[1];
  }
}
