package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;

/**
 * The versions of registers whose every value is unique. Which write a read returned is certain;
 * the order of the versions is so where a writer read the version that it replaced, or where there
 * is only one place left.
 *
 * <p>A key's versions fall into {@link Runs}. {@link #guess} puts them in the order of time: what
 * that order satisfies is satisfied, since there is one. {@link #certain} leaves them unconnected:
 * what that breaks is broken in any order without lost updates.
 */
final class RegisterVersions {

  private final Runs runs;
  private final Versions certain;
  private final boolean exact;

  RegisterVersions(RegisterReads reads, Sightings sightings) {
    this.runs = Runs.of(reads);
    var laying = new Laying(runs, new long[reads.history.size()]);
    this.certain = laying.uncertain();
    this.exact = laying.exact();
    for (int key = 0; key < reads.history.keys(); key++) {
      circle(key, sightings);
    }
  }

  private void circle(int key, Sightings sightings) {
    for (int at = 0; at < runs.size(key); at++) {
      int version = runs.version(key, at);
      if (runs.isCircular(version)) {
        sightings.add(Phenomenon.CYCLIC_VERSIONS, version, runs.before(version));
        return;
      }
    }
  }

  /** Whether there is but one order. */
  boolean exact() {
    return exact;
  }

  Runs runs() {
    return runs;
  }

  Versions certain() {
    return certain;
  }

  /** Those without a known place by the middle of their writers' intervals. */
  Versions guess() {
    return new Laying(runs, middles(runs.reads.history)).whole();
  }

  /** The middle of each transaction's interval; without times, how far its process had come. */
  static long[] middles(TxnHistory history) {
    long[] middles = new long[history.size()];
    if (!history.timed()) {
      return progress(history);
    }
    for (int t = 0; t < middles.length; t++) {
      long from = history.invokedNanos(t);
      long to = history.completedNanos(t);
      middles[t] = to == TxnHistory.NEVER ? from : from + (to - from) / 2;
    }
    return middles;
  }

  private static long[] progress(TxnHistory history) {
    long[] progress = new long[history.size()];
    int end;
    for (int at = 0; at < progress.length; at = end) {
      int process = history.process(history.byProcess(at));
      end = at;
      while (end < progress.length && history.process(history.byProcess(end)) == process) {
        end++;
      }
      for (int i = at; i < end; i++) {
        progress[history.byProcess(i)] = (((i - at) * 2L + 1) << 31) / (end - at);
      }
    }
    return progress;
  }
}
