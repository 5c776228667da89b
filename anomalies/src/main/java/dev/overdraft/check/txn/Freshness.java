package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/** Whether transactions see all that was written before them, in one sweep over the history. */
final class Freshness {

  private final Versions versions;
  private final TxnHistory history;
  private final Visibility visibility;

  Freshness(Versions versions, Visibility visibility) {
    this.versions = versions;
    this.history = versions.history;
    this.visibility = visibility;
  }

  /** By their own process, as far as it had ended. */
  boolean inSessions() {
    for (int at = 0; at < history.size(); at++) {
      int t = history.byProcess(at);
      if (at == 0 || history.process(t) != history.process(history.byProcess(at - 1))) {
        visibility.forget();
      }
      if (versions.committed[t]) {
        if (!visibility.missesNothing(t)) {
          return false;
        }
        if (history.ends(t)) {
          visibility.see(t);
        }
      }
    }
    return true;
  }

  /** By anybody whose transaction had completed. */
  boolean inTime() {
    int[] invoked = order(true);
    int[] completed = order(false);
    visibility.forget();
    int done = 0;
    for (int t : invoked) {
      while (done < completed.length
          && history.completedNanos(completed[done]) < history.invokedNanos(t)) {
        visibility.see(completed[done++]);
      }
      if (versions.committed[t] && !visibility.missesNothing(t)) {
        return false;
      }
    }
    return true;
  }

  private int[] order(boolean invocation) {
    int[] txns = new int[history.size()];
    long[] times = new long[history.size()];
    Arrays.setAll(txns, t -> t);
    Arrays.setAll(times, t -> invocation ? history.invokedNanos(t) : history.completedNanos(t));
    return TimeSort.sorted(txns, times);
  }
}
