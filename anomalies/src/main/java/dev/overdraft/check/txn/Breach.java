package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Level;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which levels a cycle breaks beyond those that its name says, where the order of versions is
 * known: a name goes by the kinds of edges, levels by what was seen and what was missed.
 *
 * <p>Prefix consistency: before every rw comes a wr or an order. Causal consistency: who was read
 * from, through whatever others, wrote what its reader missed. Read atomic: directly. Monotonic
 * atomic view: and it was missed after that read.
 */
final class Breach {

  private final Versions versions;
  private final Visibility visibility;

  /** Of cycles that are there: there are few, and so no budget is needed. */
  Breach(Versions versions) {
    this.versions = versions;
    this.visibility = new Visibility(versions, new Budget(Long.MAX_VALUE));
  }

  /** The weakest levels that do not allow a cycle, on the axis on which it was found. */
  Set<Level> of(Phenomenon phenomenon, Cycle cycle) {
    Set<Level> levels = EnumSet.noneOf(Level.class);
    if (cycle.count(EdgeKind.RW) + cycle.count(EdgeKind.RW_PREDICATE) == 0) {
      return phenomenon.forbiddenBy();
    }
    if (isOfPrefixes(cycle)) {
      levels.add(Level.PREFIX);
    }
    for (int at = 0; at < cycle.size(); at++) {
      if (cycle.kind(at) == EdgeKind.RW) {
        missed(cycle, at, levels);
      }
    }
    return weakest(phenomenon.forbiddenBy(), levels);
  }

  /** Those of both that imply no other of them. */
  static Set<Level> weakest(Set<Level> some, Set<Level> more) {
    Set<Level> all = EnumSet.copyOf(some);
    all.addAll(more);
    Set<Level> weakest = EnumSet.copyOf(all);
    weakest.removeIf(level -> level.implied().stream().anyMatch(all::contains));
    return weakest;
  }

  private boolean isOfPrefixes(Cycle cycle) {
    for (int at = 0; at < cycle.size(); at++) {
      if (cycle.kind(at).isAntiDependency() && !isSeen(cycle, at - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the one after that place saw, or began after, the one at it. */
  private boolean isSeen(Cycle cycle, int at) {
    return cycle.kind(at).isOrder() || isRead(cycle, at);
  }

  private boolean isRead(Cycle cycle, int at) {
    return cycle.kind(at) == EdgeKind.WR
        || (cycle.kind(at) == EdgeKind.WW
            && Evidence.of(versions, EdgeKind.WR, cycle.vertex(at), cycle.vertex(at + 1))
                .isPresent());
  }

  /** What the reader at that place missed of those whose effects had come to it. */
  private void missed(Cycle cycle, int place, Set<Level> levels) {
    int reader = cycle.vertex(place);
    boolean ordered = true;
    for (int back = 1; back < cycle.size() && isSeen(cycle, place - back); back++) {
      int writer = cycle.vertex(place - back);
      ordered &= cycle.kind(place - back).isOrder();
      if (visibility.misses(reader, writer, false)) {
        levels.add(Level.CAUSAL);
        if (ordered || (back == 1 && isRead(cycle, place - 1))) {
          levels.add(Level.READ_ATOMIC);
        }
        if (back == 1 && isRead(cycle, place - 1) && visibility.misses(reader, writer, true)) {
          levels.add(Level.MONOTONIC_ATOMIC_VIEW);
        }
      }
    }
  }
}
