package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What each order of a few register transactions, one after the other, would have read. */
final class Replays {

  /** The orders of more transactions are too many to read. */
  private static final int MOST = 3;

  private final TxnHistory history;
  private final Axis axis;
  private final Words words;

  Replays(TxnHistory history, Axis axis) {
    this.history = history;
    this.axis = axis;
    this.words = new Words(history);
  }

  /** One line an order; nothing for many transactions. */
  List<String> of(Set<Integer> txns) {
    List<String> lines = new ArrayList<>();
    if (txns.size() <= MOST) {
      permute(new ArrayList<>(), new TreeSet<>(txns), lines);
    }
    return lines;
  }

  private void permute(List<Integer> order, Set<Integer> left, List<String> lines) {
    if (left.isEmpty()) {
      lines.add(
          String.join(", then ", order.stream().map(words::name).toList()) + ": " + wrong(order));
      return;
    }
    for (int next : left) {
      Set<Integer> rest = new TreeSet<>(left);
      rest.remove(next);
      order.add(next);
      permute(order, rest, lines);
      order.remove(order.size() - 1);
    }
  }

  private String wrong(List<Integer> order) {
    Map<Integer, String> state = new HashMap<>();
    for (int at = 0; at < order.size(); at++) {
      int t = order.get(at);
      for (int later : order.subList(at + 1, order.size())) {
        if (comesFirst(later, t)) {
          return words.name(later) + " came before " + words.name(t);
        }
      }
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        String is = state.getOrDefault(history.key(op), "nil");
        if (history.micro(op) == Micro.WRITE) {
          state.put(history.key(op), words.value(op));
        } else if (history.outcome(t) == Outcome.OK && !is.equals(words.value(op))) {
          return "%s would have read %s = %s; it read %s"
              .formatted(words.name(t), words.key(op), is, words.value(op));
        }
      }
    }
    return "as was seen";
  }

  private boolean comesFirst(int one, int other) {
    boolean own = history.process(one) == history.process(other);
    boolean counts = axis == Axis.STRICT || (axis == Axis.SESSION && own);
    boolean earlier =
        history.timed()
            ? history.completedNanos(one) < history.invokedNanos(other)
            : own && one < other && history.ends(one);
    return counts && earlier;
  }
}
