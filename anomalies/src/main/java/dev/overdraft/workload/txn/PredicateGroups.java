package dev.overdraft.workload.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows in groups, two groups at a time: transactions that list one group or both, once or twice,
 * and others that insert, delete and move rows of them meanwhile. Made for phantoms, and for two
 * that each list a group and add to what the other listed.
 *
 * <p>A row is in no group again that it has left, and leaves none that it was inserted into: so
 * whoever does not find a row saw one certain version of it. The rows that leave are there from the
 * beginning, in the first {@value #SEEDED_PAIRS} pairs of groups; later ones only grow.
 */
final class PredicateGroups implements TxnSource {

  private static final int SEEDED_PAIRS = 1_000;
  private static final int SEEDS = 4;
  private static final int TRANSACTIONS_PER_PAIR = 60;

  private final SplittableRandom random;
  private final List<Long> inserted = new ArrayList<>();
  private final List<Long> groupOfInserted = new ArrayList<>();
  private long nextRow = 2L * SEEDED_PAIRS * SEEDS;
  private long pair;
  private int asked;

  PredicateGroups(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public List<Step> opening() {
    List<Step> rows = new ArrayList<>();
    for (long row = 0; row < 2L * SEEDED_PAIRS * SEEDS; row++) {
      rows.add(Step.insert(row, row / SEEDS));
    }
    return rows;
  }

  @Override
  public synchronized List<Step> next() {
    if (asked++ == TRANSACTIONS_PER_PAIR) {
      asked = 1;
      pair++;
      inserted.clear();
      groupOfInserted.clear();
    }
    long one = 2 * pair + random.nextInt(2);
    long other = 4 * pair + 1 - one;
    return switch (random.nextInt(10)) {
      case 0, 1 -> List.of(Step.readGroup(one), Step.readGroup(one));
      case 2, 3 -> List.of(Step.readGroup(one), Step.readGroup(other));
      case 4, 5 -> List.of(Step.readGroup(one), insert(other));
      case 6 -> List.of(insert(one), insert(other));
      case 7 -> List.of(leave(one, other));
      case 8 -> List.of(leave(one, other), insert(one), Step.readGroup(other));
      default -> List.of(Step.readGroup(one), touch(one), Step.readGroup(one));
    };
  }

  @Override
  public synchronized long keys() {
    return 2 * (pair + 1);
  }

  private Step insert(long group) {
    inserted.add(nextRow);
    groupOfInserted.add(group);
    return Step.insert(nextRow++, group);
  }

  /** A row that was in the group from the beginning, deleted or moved; or a new one. */
  private Step leave(long from, long to) {
    if (pair >= SEEDED_PAIRS) {
      return insert(to);
    }
    long row = from * SEEDS + random.nextInt(SEEDS);
    return random.nextBoolean() ? Step.delete(row, from) : Step.update(row, from, to);
  }

  /** A new version of a row that stays where it is. */
  private Step touch(long group) {
    int at = inserted.isEmpty() ? 0 : random.nextInt(inserted.size() + 1);
    if (at < inserted.size()) {
      return Step.update(inserted.get(at), groupOfInserted.get(at), groupOfInserted.get(at));
    }
    return pair >= SEEDED_PAIRS
        ? insert(group)
        : Step.update(group * SEEDS + random.nextInt(SEEDS), group, group);
  }
}
