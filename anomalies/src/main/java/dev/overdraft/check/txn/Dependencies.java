package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Builds the graph of a history: every committed transaction, and why it comes before which.
 *
 * <p>Vertices that stand for nobody come after the transactions. Of appends to one key that nobody
 * read, each needs all others but itself as neighbours: two vertices for each append, one that
 * leads to all up to it and one that leads to all from it on. Real time needs one vertex for each
 * completion, which leads to the next one and to whoever was invoked in between.
 *
 * @see <a href="https://arxiv.org/abs/2003.10554">Kingsbury and Alvaro 2020, section 5: the order
 *     of completions as a chain</a>
 */
final class Dependencies {

  private final TxnHistory history;
  private final Versions versions;
  private final Map<Integer, Integer> tailBase = new HashMap<>();
  private final int[] chained;
  private final int[] completions;
  private final int[] completionOf;
  private final int chainBase;
  private final Digraph.Builder graph;

  private Dependencies(Versions versions) {
    this.history = versions.history;
    this.versions = versions;
    int vertices = history.size();
    for (Map.Entry<Integer, Ints> tail : versions.tails.all()) {
      if (tail.getValue().size() > 1) {
        tailBase.put(tail.getKey(), vertices);
        vertices += 2 * tail.getValue().size();
      }
    }
    this.chainBase = vertices;
    this.chained = history.timed() ? byTime(versions, true) : new int[0];
    this.completions = history.timed() ? byTime(versions, false) : new int[0];
    this.completionOf = new int[history.size()];
    for (int at = 0; at < completions.length; at++) {
      completionOf[completions[at]] = at;
    }
    long expected = 2L * history.ops() + 3L * completions.length + vertices;
    this.graph =
        new Digraph.Builder(
            history.size(),
            vertices + completions.length,
            (int) Math.min(expected, Integer.MAX_VALUE - 8));
  }

  static Digraph of(Versions versions) {
    var dependencies = new Dependencies(versions);
    var sessions = new Sessions(versions);
    for (int t = 0; t < versions.history.size(); t++) {
      dependencies.graph.next();
      if (versions.committed[t]) {
        dependencies.data(t);
        dependencies.predicates(t);
        dependencies.order(t, sessions);
      }
    }
    dependencies.tails();
    dependencies.chain();
    return dependencies.graph.build();
  }

  /** Committed transactions by invocation, or those that completed by completion. */
  static int[] byTime(Versions versions, boolean invocation) {
    TxnHistory history = versions.history;
    int n = history.size();
    int[] txns = new int[n];
    long[] times = new long[n];
    int size = 0;
    for (int t = 0; t < n; t++) {
      long nanos = invocation ? history.invokedNanos(t) : history.completedNanos(t);
      if (versions.committed[t] && nanos != TxnHistory.NEVER) {
        txns[size] = t;
        times[size++] = nanos;
      }
    }
    return TimeSort.sorted(Arrays.copyOf(txns, size), Arrays.copyOf(times, size));
  }

  private void data(int txn) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int slot = versions.slotOfOp[op];
      if (slot < 0) {
        continue;
      }
      boolean write = history.micro(op).writes();
      int next = versions.next[slot];
      if (next < 0) {
        toTail(txn, history.key(op), write ? EdgeKind.WW : EdgeKind.RW);
      } else if (write || next != versions.author[slot]) {
        graph.add(next, write ? EdgeKind.WW : EdgeKind.RW);
      }
      if (write) {
        for (int at = versions.firstReader[slot]; at < versions.firstReader[slot + 1]; at++) {
          graph.add(versions.readers[at], EdgeKind.WR);
        }
      }
    }
  }

  private void predicates(int txn) {
    if (versions.predicates != null) {
      versions.predicates.from(txn, graph::add);
    }
  }

  private void toTail(int txn, int key, EdgeKind kind) {
    Ints authors = versions.tails.of(key);
    if (authors.size() == 1) {
      graph.add(authors.get(0), kind);
    } else if (authors.size() > 1) {
      int base = tailBase.getOrDefault(key, 0);
      int place = authors.place(txn);
      if (place < 0) {
        graph.add(base + authors.size() - 1, kind);
        return;
      }
      if (place > 0) {
        graph.add(base + place - 1, kind);
      }
      if (place + 1 < authors.size()) {
        graph.add(base + authors.size() + place + 1, kind);
      }
    }
  }

  /** First those that lead to all up to one, then those that lead to all from one on. */
  private void tails() {
    for (Map.Entry<Integer, Ints> tail : versions.tails.all()) {
      Ints authors = tail.getValue();
      int size = authors.size();
      if (size < 2) {
        continue;
      }
      int base = tailBase.getOrDefault(tail.getKey(), 0);
      for (int at = 0; at < size; at++) {
        graph.next();
        graph.add(authors.get(at), EdgeKind.LINK);
        if (at > 0) {
          graph.add(base + at - 1, EdgeKind.LINK);
        }
      }
      for (int at = 0; at < size; at++) {
        graph.next();
        graph.add(authors.get(at), EdgeKind.LINK);
        if (at + 1 < size) {
          graph.add(base + size + at + 1, EdgeKind.LINK);
        }
      }
    }
  }

  private void order(int txn, Sessions sessions) {
    sessions.after(txn, next -> graph.add(next, EdgeKind.PROCESS));
    if (history.timed() && history.ends(txn)) {
      graph.add(chainBase + completionOf[txn], EdgeKind.REALTIME);
    }
  }

  private void chain() {
    int invoked = 0;
    while (completions.length > 0
        && invoked < chained.length
        && history.invokedNanos(chained[invoked]) <= history.completedNanos(completions[0])) {
      invoked++;
    }
    for (int at = 0; at < completions.length; at++) {
      graph.next();
      boolean last = at + 1 == completions.length;
      long until = last ? Long.MAX_VALUE : history.completedNanos(completions[at + 1]);
      if (!last) {
        graph.add(chainBase + at + 1, EdgeKind.LINK);
      }
      for (;
          invoked < chained.length && history.invokedNanos(chained[invoked]) <= until;
          invoked++) {
        graph.add(chained[invoked], EdgeKind.LINK);
      }
    }
  }
}
