package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Topological;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What reads force where a transaction sees all that led to it: whom it read from, whom these had
 * read from, and whoever comes before any of them.
 *
 * <p>Where processes have an order, the last transaction of each process that leads to one says it
 * all: n transactions and k processes take n·k steps, some processes at a time. Where they have
 * none, sources are followed back from every reader that matters.
 *
 * <p>After Møldrup and Pavlogiannis 2025, AWDIT.
 *
 * @see <a href="https://doi.org/10.1145/3360591">Biswas and Enea 2019, causal consistency</a>
 */
final class Causality {

  private static final int LANES = 16;

  private final External external;
  private final TxnHistory history;
  private final Digraph base;
  private final Budget budget;

  /**
   * Each transaction's process, numbered from 0, and its place in it. Behind one that never ended
   * another process begins, since nobody comes after it.
   */
  private final int[] lane;

  private final int[] place;
  private int lanes;

  /** The writers of each key, process by process. */
  private final int[] first;

  private final int[] writers;

  Causality(External external, Digraph base, Budget budget) {
    this.external = external;
    this.history = external.history;
    this.base = base;
    this.budget = budget;
    this.lane = new int[history.size()];
    this.place = new int[history.size()];
    this.first = new int[history.keys() + 1];
    for (int key : external.writeKey) {
      first[key + 1]++;
    }
    for (int key = 0; key < history.keys(); key++) {
      first[key + 1] += first[key];
    }
    this.writers = new int[external.writeKey.length];
    enter();
  }

  private void enter() {
    int[] end = first.clone();
    for (int at = 0; at < history.size(); at++) {
      int t = history.byProcess(at);
      int last = at == 0 ? Versions.NONE : history.byProcess(at - 1);
      boolean next = last < 0 || history.process(t) != history.process(last) || !history.ends(last);
      lanes += next ? 1 : 0;
      lane[t] = lanes - 1;
      place[t] = next ? 0 : place[last] + 1;
      for (int w = external.firstWrite[t]; w < external.firstWrite[t + 1]; w++) {
        writers[end[external.writeKey[w]]++] = t;
      }
    }
  }

  /** Everything forced, where the order of processes counts; false if the budget is spent. */
  boolean inOrder(Forced forced, int order) {
    int mask = EdgeKind.WR.bit() | order;
    int[] sorted = Topological.order(base, mask);
    int width = Math.min(lanes, LANES);
    int[] rows = new int[Math.multiplyExact(base.size(), width)];
    for (int from = 0; from < lanes; from += width) {
      if (!budget.take(base.size() + base.edges() / 2)) {
        return false;
      }
      Arrays.fill(rows, Versions.NONE);
      for (int vertex : sorted) {
        if (vertex < base.real()) {
          int own = lane[vertex] - from;
          force(forced, vertex, rows, width, from);
          if (own >= 0 && own < width) {
            rows[vertex * width + own] = place[vertex];
          }
        }
        pass(vertex, mask, rows, width);
      }
    }
    return true;
  }

  /** What leads to a vertex leads to those after it. */
  private void pass(int vertex, int mask, int[] rows, int width) {
    int row = vertex * width;
    for (int edge = base.first(vertex); edge < base.end(vertex); edge++) {
      if (base.in(edge, mask)) {
        int other = base.target(edge) * width;
        for (int i = 0; i < width; i++) {
          rows[other + i] = Math.max(rows[other + i], rows[row + i]);
        }
      }
    }
  }

  private void force(Forced forced, int txn, int[] rows, int width, int from) {
    for (int read = external.firstRead[txn]; read < external.firstRead[txn + 1]; read++) {
      int key = external.readKey[read];
      int source = external.readFrom[read];
      int end = first[key + 1];
      for (int at = first[key]; at < end; ) {
        int own = lane[writers[at]] - from;
        int last = endOfLane(at, end);
        if (own >= 0 && own < width) {
          int newest = newest(at, last, rows[txn * width + own]);
          if (newest >= 0 && newest != source && !precedes(newest, source)) {
            forced.add(newest, source, txn);
          }
        }
        at = last;
      }
    }
  }

  /** One past the last writer of the same process. */
  private int endOfLane(int from, int to) {
    int step = 1;
    int at = from;
    while (at + step < to && lane[writers[at + step]] == lane[writers[from]]) {
      at += step;
      step *= 2;
    }
    for (; step > 0; step /= 2) {
      at += at + step < to && lane[writers[at + step]] == lane[writers[from]] ? step : 0;
    }
    return at + 1;
  }

  /** The last of some writers of a process that is no later in it than that, or none. */
  private int newest(int from, int to, int latest) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place[writers[middle]] <= latest) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > from ? writers[low - 1] : Versions.NONE;
  }

  /** Whether the order of one process says so already. */
  private boolean precedes(int one, int other) {
    return other >= 0 && lane[one] == lane[other] && place[one] < place[other];
  }

  /**
   * What is forced between some writers where the order of processes does not count; false if the
   * budget is spent.
   */
  boolean unordered(Forced forced, BitSet among) {
    int[] stamp = new int[history.size()];
    int[] queue = new int[history.size()];
    for (int t = 0; t < history.size(); t++) {
      boolean matters = false;
      for (int read = external.firstRead[t]; read < external.firstRead[t + 1]; read++) {
        int source = external.readFrom[read];
        matters |= source < 0 || among.get(source);
      }
      if (matters && !follow(forced, t, stamp, queue)) {
        return false;
      }
    }
    return true;
  }

  private boolean follow(Forced forced, int txn, int[] stamp, int[] queue) {
    int size = 0;
    queue[size++] = txn;
    stamp[txn] = txn + 1;
    for (int at = 0; at < size; at++) {
      int by = queue[at];
      if (!budget.take(1 + external.reads(by) + (long) external.reads(txn))) {
        return false;
      }
      if (at > 0) {
        see(forced, txn, by);
      }
      for (int read = external.firstRead[by]; read < external.firstRead[by + 1]; read++) {
        int source = external.readFrom[read];
        if (source >= 0 && stamp[source] != txn + 1) {
          stamp[source] = txn + 1;
          queue[size++] = source;
        }
      }
    }
    return true;
  }

  private void see(Forced forced, int txn, int seen) {
    for (int read = external.firstRead[txn]; read < external.firstRead[txn + 1]; read++) {
      if (external.readFrom[read] != seen && external.writes(seen, external.readKey[read])) {
        forced.add(seen, external.readFrom[read], txn);
      }
    }
  }
}
