package dev.overdraft.history.txn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** All transactions, process by process, each process's in its own order. */
final class ProcessOrder {
  private ProcessOrder() {}

  /** A counting sort by process; within one, by invocation, or as added if nothing is timed. */
  static int[] of(TxnColumns txns, boolean timed) {
    int n = txns.size();
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] group = new int[n];
    for (int t = 0; t < n; t++) {
      group[t] = numbers.computeIfAbsent(txns.process.get(t), p -> numbers.size());
    }
    int[] next = new int[numbers.size() + 1];
    for (int t = 0; t < n; t++) {
      next[group[t] + 1]++;
    }
    for (int g = 0; g < numbers.size(); g++) {
      next[g + 1] += next[g];
    }
    int[] order = new int[n];
    for (int t = 0; t < n; t++) {
      order[next[group[t]]++] = t;
    }
    if (timed) {
      settle(order, group, txns);
    }
    return order;
  }

  /** Most recordings are in order already. */
  private static void settle(int[] order, int[] group, TxnColumns txns) {
    for (int at = 1; at < order.length; at++) {
      int before = order[at - 1];
      int t = order[at];
      if (group[before] == group[t] && txns.invoked.get(before) > txns.invoked.get(t)) {
        sort(order, group, txns);
        return;
      }
    }
  }

  private static void sort(int[] order, int[] group, TxnColumns txns) {
    int[] sorted =
        Arrays.stream(order)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(t -> group[t])
                    .thenComparingLong(t -> txns.invoked.get(t)))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, order, 0, order.length);
  }
}
