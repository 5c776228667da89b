package dev.overdraft.history.txn;

import dev.overdraft.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks that a recording is one that well-behaved clients could have made. */
final class Recording {

  /** More of them say nothing new. */
  private static final int MAX_FAULTS = 1_000;

  private final TxnColumns txns;
  private final boolean timed;
  private final List<DataFault> faults = new ArrayList<>();

  private Recording(TxnColumns txns, boolean timed) {
    this.txns = txns;
    this.timed = timed;
  }

  static List<DataFault> faults(TxnColumns txns, boolean timed, int[] byProcess) {
    Recording recording = new Recording(txns, timed);
    recording.indexes();
    recording.processes(byProcess);
    return List.copyOf(recording.faults);
  }

  private void indexes() {
    boolean ascending = true;
    for (int t = 1; ascending && t < txns.size(); t++) {
      ascending = txns.index.get(t - 1) < txns.index.get(t);
    }
    if (ascending) {
      return;
    }
    long[] sorted = new long[txns.size()];
    Arrays.setAll(sorted, txns.index::get);
    Arrays.sort(sorted);
    for (int t = 1; t < sorted.length; t++) {
      if (sorted[t - 1] == sorted[t]) {
        add(
            DataFault.Kind.DUPLICATE_INDEX,
            sorted[t],
            "two transactions have the index " + sorted[t]);
      }
    }
  }

  private void processes(int[] order) {
    for (int at = 0; at < order.length; at++) {
      int t = order[at];
      if (timed && txns.completed.get(t) < txns.invoked.get(t)) {
        add(
            DataFault.Kind.NEGATIVE_DURATION,
            txns.index.get(t),
            "transaction %d ends before it begins".formatted(txns.index.get(t)));
      }
      if (at > 0 && txns.process.get(order[at - 1]) == txns.process.get(t)) {
        pair(order[at - 1], t);
      }
    }
  }

  private void pair(int first, int second) {
    long index = txns.index.get(second);
    int process = txns.process.get(second);
    if (txns.outcome.get(first) == TxnColumns.code(Outcome.INFO)) {
      add(
          DataFault.Kind.REUSE_AFTER_INFO,
          index,
          "process %d invokes transaction %d although the outcome of its transaction %d is unknown"
              .formatted(process, index, txns.index.get(first)));
    } else if (timed && txns.completed.get(first) > txns.invoked.get(second)) {
      add(
          DataFault.Kind.DOUBLE_INVOKE,
          index,
          "process %d invokes transaction %d before its transaction %d has ended"
              .formatted(process, index, txns.index.get(first)));
    }
  }

  private void add(DataFault.Kind kind, long index, String sentence) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new DataFault(kind, index, sentence));
    }
  }
}
