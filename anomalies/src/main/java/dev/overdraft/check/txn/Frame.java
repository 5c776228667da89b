package dev.overdraft.check.txn;

import dev.overdraft.check.level.Level;

/**
 * As what a transaction stands in a graph whose being acyclic decides a level: as itself, or as its
 * begin and its commit.
 *
 * @see dev.overdraft.check.graph.Doubled
 */
enum Frame {
  SERIAL(Level.SERIALIZABLE, 1),
  SNAPSHOT(Level.SNAPSHOT_ISOLATION, 2),
  PREFIX(Level.PREFIX, 2);

  final Level level;

  /** How many vertices a transaction has. */
  final int width;

  Frame(Level level, int width) {
    this.level = level;
    this.width = width;
  }

  int begin(int txn) {
    return txn * width;
  }

  int commit(int txn) {
    return txn * width + width - 1;
  }

  /** Where an edge from a commit to a writer of the next version leads. */
  int afterWriter(int txn) {
    return this == SNAPSHOT ? begin(txn) : commit(txn);
  }

  /** Whether such an edge leads to where one from a reader of the version does. */
  boolean oneEnd() {
    return this != SNAPSHOT;
  }

  /** Whether updates may be lost, so that nothing follows from what a writer had read. */
  boolean losesUpdates() {
    return this == PREFIX;
  }
}
