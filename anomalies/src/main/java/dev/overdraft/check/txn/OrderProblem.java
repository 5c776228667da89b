package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.polygraph.Orientation;
import dev.overdraft.check.polygraph.Polygraph;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * The question for an order of versions as a {@link Polygraph}: of two runs of a key, one comes
 * first, and then everybody who read its last version comes before the writer of the other's first.
 *
 * <p>After the vertices of the transactions come one for each completion, a chain that carries real
 * time, and one for each version, to which its readers lead.
 */
final class OrderProblem {

  /** Choices need memory: more than these are not tried. */
  private static final long MOST = 4_000_000;

  private final TxnHistory history;
  private final Runs runs;
  private final Versions versions;
  private final Frame frame;
  private final int chainBase;
  private final int readersBase;
  private final Polygraph.Builder graph;

  private OrderProblem(Runs runs, Versions versions, Frame frame, Axis axis) {
    this.history = versions.history;
    this.runs = runs;
    this.versions = versions;
    this.frame = frame;
    this.chainBase = history.size() * frame.width;
    this.readersBase = chainBase + (axis == Axis.STRICT ? history.size() : 0);
    this.graph = new Polygraph.Builder(readersBase + versions.author.length);
  }

  /**
   * Looks for an order.
   *
   * @return for each transaction its place in an order of all commits, if there is one
   */
  static Orientation solve(Runs runs, Versions versions, Frame frame, Axis axis, Budget budget) {
    long pairs = pairs(runs, versions.history);
    if (pairs > MOST || !budget.take(pairs)) {
      return new Orientation(Orientation.Outcome.UNDECIDED, new int[0], new int[0]);
    }
    var problem = new OrderProblem(runs, versions, frame, axis);
    problem.order(axis);
    for (int key = 0; key < versions.history.keys(); key++) {
      problem.key(key);
    }
    Orientation found = problem.graph.build().orient(problem.hint(), budget);
    return new Orientation(
        found.outcome(), problem.commits(found.place()), problem.txns(found.members()));
  }

  private static long pairs(Runs runs, TxnHistory history) {
    long pairs = 0;
    for (int key = 0; key < history.keys(); key++) {
      long heads = runs.heads(key).length;
      pairs += heads * (heads - 1) / 2;
    }
    return pairs;
  }

  private int[] commits(int[] place) {
    int[] commits = new int[place.length == 0 ? 0 : history.size()];
    Arrays.setAll(commits, t -> place[frame.commit(t)]);
    return commits;
  }

  private int[] txns(int[] vertices) {
    return Arrays.stream(vertices)
        .filter(v -> v < chainBase)
        .map(v -> v / frame.width)
        .distinct()
        .toArray();
  }

  private void order(Axis axis) {
    for (int t = 0; t < history.size(); t++) {
      graph.edge(frame.begin(t), frame.commit(t));
    }
    if (axis != Axis.PLAIN) {
      var sessions = new Sessions(versions);
      for (int t = 0; t < history.size(); t++) {
        int commit = frame.commit(t);
        sessions.after(t, next -> graph.edge(commit, frame.begin(next)));
      }
    }
    if (axis == Axis.STRICT) {
      chain(Dependencies.byTime(versions, true), Dependencies.byTime(versions, false));
    }
  }

  private void chain(int[] invoked, int[] completed) {
    int next = 0;
    for (int at = 0; at < completed.length; at++) {
      long until = history.completedNanos(completed[at]);
      for (; next < invoked.length && history.invokedNanos(invoked[next]) <= until; next++) {
        begins(invoked[next], at);
      }
      graph.edge(frame.commit(completed[at]), chainBase + at);
      if (at > 0) {
        graph.edge(chainBase + at - 1, chainBase + at);
      }
    }
    for (; next < invoked.length; next++) {
      begins(invoked[next], completed.length);
    }
  }

  private void begins(int txn, int afterCompletions) {
    if (afterCompletions > 0) {
      graph.edge(chainBase + afterCompletions - 1, frame.begin(txn));
    }
  }

  private void key(int key) {
    int nil = versions.firstSlot[key];
    readers(nil);
    int last = run(nil, runs.afterNil(key));
    int[] heads = runs.heads(key);
    int[] firsts = new int[heads.length];
    int[] lasts = new int[heads.length];
    for (int i = 0; i < heads.length; i++) {
      firsts[i] = versions.slotOfOp[heads[i]];
      readers(firsts[i]);
      lasts[i] = run(firsts[i], runs.after(heads[i]));
      known(last, firsts[i]);
    }
    for (int i = 0; i < heads.length; i++) {
      for (int j = i + 1; j < heads.length; j++) {
        side(lasts[i], firsts[j]);
        side(lasts[j], firsts[i]);
      }
    }
  }

  /**
   * The rest of a run behind a version; the slot of its last version. Each one's writer is a reader
   * of the one before, so that these come in their order anyway.
   */
  private int run(int from, int next) {
    int slot = from;
    for (int op = next; op >= 0; op = runs.after(op)) {
      int writer = versions.author[slot + 1];
      for (int at = versions.firstReader[slot]; at < versions.firstReader[slot + 1]; at++) {
        if (versions.readers[at] != writer) {
          graph.edge(frame.begin(versions.readers[at]), frame.commit(writer));
        }
      }
      slot++;
      readers(slot);
    }
    return slot;
  }

  /** Who read from a version's writer, and comes before that of the next version. */
  private void readers(int slot) {
    int author = versions.author[slot];
    if (author >= 0 && frame.oneEnd()) {
      graph.edge(frame.commit(author), readersBase + slot);
    }
    for (int at = versions.firstReader[slot]; at < versions.firstReader[slot + 1]; at++) {
      int reader = versions.readers[at];
      if (reader != author) {
        if (author >= 0) {
          graph.edge(frame.commit(author), frame.begin(reader));
        }
        graph.edge(frame.begin(reader), readersBase + slot);
      }
    }
  }

  private void known(int last, int first) {
    int writer = versions.author[first];
    if (versions.author[last] >= 0 && !frame.oneEnd()) {
      graph.edge(frame.commit(versions.author[last]), frame.afterWriter(writer));
    }
    graph.edge(readersBase + last, frame.commit(writer));
  }

  private void side(int last, int first) {
    int writer = versions.author[first];
    graph.side();
    if (!frame.oneEnd()) {
      graph.sideEdge(frame.commit(versions.author[last]), frame.afterWriter(writer));
    }
    graph.sideEdge(readersBase + last, frame.commit(writer));
  }

  /** The order in which it may well have been; vertices that stand for nobody at once. */
  private int[] hint() {
    long[] middles = RegisterVersions.middles(history);
    int[] txns = new int[history.size()];
    Arrays.setAll(txns, t -> t);
    int[] sorted = TimeSort.sorted(txns, middles);
    int[] hint = new int[readersBase + versions.author.length];
    for (int at = 0; at < sorted.length; at++) {
      hint[frame.begin(sorted[at])] = 2 * at + 1;
      hint[frame.commit(sorted[at])] = 2 * at + 2;
    }
    return hint;
  }
}
