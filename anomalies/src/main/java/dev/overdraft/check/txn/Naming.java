package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.CycleClass;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Axis;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Optional;

/** What people call a cycle: the most specific name that fits. */
final class Naming {
  private Naming() {}

  static Phenomenon of(Versions versions, Cycle cycle) {
    boolean predicate = cycle.isOverPredicate();
    return switch (CycleClass.of(cycle)) {
      case G0 -> Phenomenon.DIRTY_WRITE;
      case G1C -> Phenomenon.CIRCULAR_FLOW;
      case G_SINGLE -> predicate ? singlePredicate(versions, cycle) : single(versions, cycle);
      case G_NONADJACENT ->
          predicate
              ? Phenomenon.PREDICATE_NON_ADJACENT
              : isLongFork(cycle) && isCertain(versions, cycle)
                  ? Phenomenon.LONG_FORK
                  : Phenomenon.NON_ADJACENT;
      case G2 ->
          predicate
              ? Phenomenon.PREDICATE_WRITE_SKEW
              : cycle.size() == 2 ? pair(versions, cycle) : Phenomenon.ANTI_DEPENDENCY_CYCLE;
    };
  }

  /** The strongest order that a cycle needs. */
  static Axis axis(Cycle cycle) {
    if (cycle.count(EdgeKind.REALTIME) > 0) {
      return Axis.STRICT;
    }
    return cycle.count(EdgeKind.PROCESS) > 0 ? Axis.SESSION : Axis.PLAIN;
  }

  private static Phenomenon single(Versions versions, Cycle cycle) {
    long order = cycle.steps().stream().filter(s -> s.kind().isOrder()).count();
    boolean certain = isCertain(versions, cycle);
    if (certain && order == cycle.size() - 1) {
      return Phenomenon.STALE_READ;
    }
    if (cycle.size() > 2 || order > 0) {
      return Phenomenon.SINGLE_ANTI_DEPENDENCY;
    }
    int rw = cycle.kind(0) == EdgeKind.RW ? 0 : 1;
    int back = rw + 1;
    if (cycle.kind(back) == EdgeKind.WR) {
      return !certain || isAbsence(versions, cycle.vertex(back), cycle.vertex(rw))
          ? Phenomenon.SINGLE_ANTI_DEPENDENCY
          : Phenomenon.READ_SKEW;
    }
    return sameVersionRead(versions, cycle.vertex(rw), cycle.vertex(back))
        ? Phenomenon.LOST_UPDATE
        : Phenomenon.SINGLE_ANTI_DEPENDENCY;
  }

  /** Whether what comes from {@code writer} is that a row is no longer there. */
  private static boolean isAbsence(Versions versions, int writer, int reader) {
    return Evidence.of(versions, EdgeKind.WR, writer, reader)
        .map(evidence -> evidence.isAbsence(versions.history))
        .orElse(false);
  }

  private static Phenomenon singlePredicate(Versions versions, Cycle cycle) {
    long order = cycle.steps().stream().filter(s -> s.kind().isOrder()).count();
    if (order == cycle.size() - 1) {
      return Phenomenon.STALE_PREDICATE_READ;
    }
    int rw = cycle.kind(0) == EdgeKind.RW_PREDICATE ? 0 : 1;
    int back = rw + 1;
    boolean pair = cycle.size() == 2 && cycle.kind(back) == EdgeKind.WR;
    return pair && isPhantom(versions, cycle.vertex(rw), cycle.vertex(back))
        ? Phenomenon.PHANTOM
        : Phenomenon.PREDICATE_READ_SKEW;
  }

  /**
   * Whether a transaction saw the other's change in another read of the group in which it did not.
   */
  private static boolean isPhantom(Versions versions, int reader, int writer) {
    TxnHistory history = versions.history;
    int missed =
        Evidence.of(versions, EdgeKind.RW_PREDICATE, reader, writer).map(Evidence::op).orElse(-1);
    int seen = Evidence.of(versions, EdgeKind.WR, writer, reader).map(Evidence::then).orElse(-1);
    if (missed < 0 || seen < 0) {
      return false;
    }
    int read = history.micro(seen) == Micro.READ_GROUP ? seen : groupReadOf(history, seen);
    return read >= history.firstOp(reader) && history.key(read) == history.key(missed);
  }

  /** The read of a group that returned a row. */
  private static int groupReadOf(TxnHistory history, int row) {
    int read = row;
    while (read >= 0 && history.micro(read) != Micro.READ_GROUP) {
      read--;
    }
    return read;
  }

  private static Phenomenon pair(Versions versions, Cycle cycle) {
    return sameVersionRead(versions, cycle.vertex(0), cycle.vertex(1))
        ? Phenomenon.LOST_UPDATE
        : Phenomenon.WRITE_SKEW;
  }

  private static boolean sameVersionRead(Versions versions, int one, int other) {
    return LostUpdates.shared(versions, one, other) >= 0;
  }

  /**
   * Whether what was read is older than what the other wrote even if updates may be lost: nil is,
   * and what the other had read itself.
   */
  private static boolean isCertain(Versions versions, Cycle cycle) {
    for (int at = 0; at < cycle.size(); at++) {
      if (cycle.kind(at) == EdgeKind.RW
          && !isCertain(versions, cycle.vertex(at), cycle.vertex(at + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCertain(Versions versions, int reader, int writer) {
    TxnHistory history = versions.history;
    Optional<Evidence> evidence =
        history.model() == Model.REGISTER
            ? Evidence.of(versions, EdgeKind.RW, reader, writer)
            : Optional.empty();
    if (evidence.isEmpty()) {
      return true;
    }
    int slot = versions.slotOfOp[evidence.get().op()];
    boolean certain = slot == versions.firstSlot[history.key(evidence.get().op())];
    for (int op = history.firstOp(writer); op < history.endOp(writer); op++) {
      certain |= versions.slotOfOp[op] == slot && !history.micro(op).writes();
    }
    return certain;
  }

  private static boolean isLongFork(Cycle cycle) {
    return cycle.size() == 4 && cycle.count(EdgeKind.RW) == 2 && cycle.count(EdgeKind.WR) == 2;
  }
}
