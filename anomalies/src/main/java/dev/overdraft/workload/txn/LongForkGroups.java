package dev.overdraft.workload.txn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Registers in groups, each written once, by a transaction of its own, while others read the whole
 * group in any order: two readers must agree which write came first.
 */
final class LongForkGroups implements TxnSource {

  private static final int GROUP = 4;
  private static final int READS_PER_WRITE = 3;

  private final Random random;
  private long group;
  private int turn;

  LongForkGroups(long seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized List<Step> next() {
    int place = turn++ % (GROUP * (1 + READS_PER_WRITE));
    if (place == 0 && turn > 1) {
      group++;
    }
    long first = group * GROUP;
    if (place % (1 + READS_PER_WRITE) == 0) {
      return List.of(Step.write(first + place / (1 + READS_PER_WRITE), 1));
    }
    List<Step> reads = new ArrayList<>(GROUP);
    for (long key = first; key < first + GROUP; key++) {
      reads.add(Step.read(key));
    }
    Collections.shuffle(reads, random);
    return reads;
  }

  @Override
  public synchronized long keys() {
    return (group + 1) * GROUP;
  }
}
