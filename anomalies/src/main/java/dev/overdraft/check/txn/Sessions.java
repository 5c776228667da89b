package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The order of the committed transactions of each process.
 *
 * <p>A transaction comes before the next one of its process if it had ended. One of unknown outcome
 * never did: a well-behaved client retires with it, and where one goes on, the transaction may take
 * effect after those that follow. So it comes after whoever ended before it and before nobody.
 */
final class Sessions {

  private final TxnHistory history;

  /** The committed transaction after each in its process, or none. */
  private final int[] following;

  Sessions(Versions versions) {
    this.history = versions.history;
    this.following = new int[history.size()];
    Arrays.fill(following, Versions.NONE);
    int last = Versions.NONE;
    for (int at = 0; at < history.size(); at++) {
      int t = history.byProcess(at);
      if (versions.committed[t]) {
        if (last >= 0 && history.process(last) == history.process(t)) {
          following[last] = t;
        }
        last = t;
      }
    }
  }

  /** The next one that ended, and those without an end in between. */
  void after(int txn, IntConsumer each) {
    int next = history.ends(txn) ? following[txn] : Versions.NONE;
    while (next >= 0) {
      each.accept(next);
      next = history.ends(next) ? Versions.NONE : following[next];
    }
  }
}
