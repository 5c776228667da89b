package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;

/**
 * For each read, the writers of its key that had completed before its transaction was invoked; of
 * those only the ones that no other such writer came after. They were all open at one instant, so
 * there are at most as many as processes.
 */
final class Completed {

  interface Seen {
    void at(int writer, int read, int by);
  }

  private final External external;
  private final TxnHistory history;
  private final int[] first;
  private final int[] writers;

  /** For each writer in {@link #writers}: the latest invocation up to there. */
  private final long[] latest;

  /** One past each key's last writer that ever completed. */
  private final int[] known;

  Completed(External external) {
    this.external = external;
    this.history = external.history;
    this.first = new int[history.keys() + 1];
    for (int key : external.writeKey) {
      first[key + 1]++;
    }
    for (int key = 0; key < history.keys(); key++) {
      first[key + 1] += first[key];
    }
    this.writers = new int[external.writeKey.length];
    this.latest = new long[writers.length];
    int[] end = first.clone();
    for (int t : Dependencies.byTime(external.versions, false)) {
      for (int w = external.firstWrite[t]; w < external.firstWrite[t + 1]; w++) {
        int key = external.writeKey[w];
        int at = end[key]++;
        writers[at] = t;
        long before = at == first[key] ? Long.MIN_VALUE : latest[at - 1];
        latest[at] = Math.max(before, history.invokedNanos(t));
      }
    }
    this.known = end;
  }

  void forEach(Seen seen) {
    for (int t = 0; t < history.size(); t++) {
      for (int read = external.firstRead[t]; read < external.firstRead[t + 1]; read++) {
        int key = external.readKey[read];
        int end = before(history.invokedNanos(t), first[key], known[key]);
        if (end > first[key]) {
          long newest = latest[end - 1];
          for (int at = end - 1;
              at >= first[key] && history.completedNanos(writers[at]) >= newest;
              at--) {
            seen.at(writers[at], read, t);
          }
        }
      }
    }
  }

  /** One past the last writer that completed before that instant. */
  private int before(long nanos, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (history.completedNanos(writers[middle]) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
