package dev.overdraft.check.txn;

import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Optional;

/**
 * The micro-operations behind an edge of the graph, looked up again when somebody asks: no edge
 * carries its reason.
 *
 * @param op what the earlier transaction did
 * @param then what the later one did; the same number as {@code op} where nothing was done
 */
record Evidence(EdgeKind kind, int from, int to, int op, int then) {

  /** The micro-operation of a transaction that read or wrote a version. */
  static int op(Versions versions, int txn, int slot, boolean write) {
    TxnHistory history = versions.history;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (versions.slotOfOp[op] == slot && history.micro(op).writes() == write) {
        return op;
      }
    }
    throw new IllegalStateException("transaction " + txn + " has nothing to do with " + slot);
  }

  /** Why {@code from} comes before {@code to}; empty if it does not, for such a reason. */
  static Optional<Evidence> of(Versions versions, EdgeKind kind, int from, int to) {
    return switch (kind) {
      case WW -> next(versions, kind, from, to, true).or(() -> later(versions, kind, from, to));
      case RW ->
          next(versions, kind, from, to, false)
              .or(() -> both(versions, from, to))
              .or(() -> later(versions, kind, from, to));
      case WR -> read(versions, from, to).or(() -> left(versions, from, to));
      case RW_PREDICATE ->
          versions.predicates == null ? Optional.empty() : versions.predicates.entered(from, to);
      case PROCESS, REALTIME, LINK -> Optional.of(new Evidence(kind, from, to, -1, -1));
    };
  }

  private static Optional<Evidence> next(
      Versions versions, EdgeKind kind, int from, int to, boolean write) {
    TxnHistory history = versions.history;
    for (int op = history.firstOp(from); op < history.endOp(from); op++) {
      int slot = versions.slotOfOp[op];
      if (slot < 0 || history.micro(op).writes() != write) {
        continue;
      }
      if (versions.next[slot] == to) {
        int at = slot + 1;
        while (versions.author[at] != to) {
          at++;
        }
        return Optional.of(new Evidence(kind, from, to, op, op(versions, to, at, true)));
      }
      if (versions.next[slot] < 0) {
        int then = versions.tails.append(history.key(op), to);
        if (then >= 0) {
          return Optional.of(new Evidence(kind, from, to, op, then));
        }
      }
    }
    return Optional.empty();
  }

  /** Both read one version and wrote its key: whoever came first, the other had read before. */
  private static Optional<Evidence> both(Versions versions, int from, int to) {
    int slot = LostUpdates.shared(versions, from, to);
    if (slot < 0) {
      return Optional.empty();
    }
    TxnHistory history = versions.history;
    int read = op(versions, from, slot, false);
    for (int op = history.firstOp(to); op < history.endOp(to); op++) {
      if (history.key(op) == history.key(read) && history.micro(op).writes()) {
        return Optional.of(new Evidence(EdgeKind.RW, from, to, read, op));
      }
    }
    return Optional.empty();
  }

  /** What one wrote, or read of others, the other replaced, with others in between. */
  private static Optional<Evidence> later(Versions versions, EdgeKind kind, int from, int to) {
    TxnHistory history = versions.history;
    for (int op = history.firstOp(from); op < history.endOp(from); op++) {
      int slot = versions.slotOfOp[op];
      boolean write = history.micro(op).writes();
      if (slot < 0 || write != (kind == EdgeKind.WW) || (!write && versions.author[slot] == from)) {
        continue;
      }
      for (int then = history.firstOp(to); then < history.endOp(to); then++) {
        if (history.key(op) == history.key(then)
            && history.micro(then).writes()
            && (versions.slotOfOp[then] > slot
                || then == versions.tails.append(history.key(op), to))) {
          return Optional.of(new Evidence(kind, from, to, op, then));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Evidence> read(Versions versions, int from, int to) {
    TxnHistory history = versions.history;
    for (int op = history.firstOp(to); op < history.endOp(to); op++) {
      int slot = versions.slotOfOp[op];
      if (slot >= 0 && !history.micro(op).writes() && versions.author[slot] == from) {
        return Optional.of(new Evidence(EdgeKind.WR, from, to, op(versions, from, slot, true), op));
      }
    }
    return Optional.empty();
  }

  private static Optional<Evidence> left(Versions versions, int from, int to) {
    return versions.predicates == null ? Optional.empty() : versions.predicates.left(from, to);
  }

  /** Whether the later one did not find a row that the earlier had taken out of a group. */
  boolean isAbsence(TxnHistory history) {
    return kind == EdgeKind.WR && history.micro(then) == Micro.READ_GROUP;
  }
}
