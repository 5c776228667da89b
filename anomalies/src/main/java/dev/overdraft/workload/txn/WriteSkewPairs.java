package dev.overdraft.workload.txn;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Transactions that read both registers of a pair and write one: two of them that write different
 * ones touch no row in common, and yet each builds on what the other replaces.
 */
final class WriteSkewPairs implements TxnSource {

  private static final int WRITES_PER_PAIR = 24;

  private final SplittableRandom random;
  private long pair;
  private int written;

  WriteSkewPairs(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public synchronized List<Step> next() {
    if (written == WRITES_PER_PAIR) {
      written = 0;
      pair++;
    }
    long first = 2 * pair;
    long target = first + random.nextInt(2);
    return List.of(Step.read(first), Step.read(first + 1), Step.write(target, ++written));
  }

  @Override
  public synchronized long keys() {
    return 2 * (pair + 1);
  }
}
