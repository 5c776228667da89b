package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import java.util.List;
import java.util.Set;

/**
 * A step as the dependency relation sees it.
 *
 * <p>The relation, for PostgreSQL: a plain read neither sees nor stops an uncommitted write; it
 * depends on the commit that makes the write visible. Writes and locks depend on each other and on
 * the end of the transaction that has them. From REPEATABLE READ on, a transaction's first
 * statement takes its snapshot and depends on every commit that changes anything; its later reads
 * depend on none. At SERIALIZABLE reads and writes depend on each other, commits too, and by table,
 * since predicate locks may cover a whole one. Rounded up wherever it is not certain.
 *
 * @param touches what the statement touches; nothing for a commit
 * @param ends what its transaction had touched, if this ends it; {@link Footprint#NONE} otherwise
 * @param isEnd whether it ends its transaction, by failing too
 * @param undoes whether that end is a rollback
 * @param waitsFor the actors that hold what it was found to wait for: with their next lock they may
 *     close a cycle, and then it matters who came last
 */
record Event(
    int actor,
    Isolation level,
    boolean first,
    Footprint touches,
    Footprint ends,
    boolean isEnd,
    boolean undoes,
    Set<Integer> waitsFor) {

  /** A pending or executed step, given what its transaction has touched before. */
  static Event of(
      Step step, Footprint touches, Footprint before, boolean failed, List<Integer> waitsFor) {
    boolean isEnd = step.ends() || failed || step.kind() == Step.Kind.ROLLBACK_TO_SAVEPOINT;
    boolean undoes =
        failed || (step.kind() != Step.Kind.COMMIT && step.kind() != Step.Kind.STATEMENT);
    return new Event(
        step.actor(),
        step.level(),
        step.first(),
        touches,
        isEnd ? before.with(touches) : Footprint.NONE,
        isEnd,
        undoes,
        Set.copyOf(waitsFor));
  }

  /** Whether the order of the two can make a difference. */
  boolean dependsOn(Event other) {
    if (actor == other.actor) {
      return true;
    }
    if (closesCycle(this, other) || closesCycle(other, this)) {
      return true;
    }
    boolean serializable = level == Isolation.SERIALIZABLE && other.level == Isolation.SERIALIZABLE;
    if (serializable && isEnd && other.isEnd) {
      return true;
    }
    return oneWay(this, other, serializable) || oneWay(other, this, serializable);
  }

  /** Whether two statements that are still uncommitted get in each other's way. */
  static boolean conflict(Footprint a, Footprint b) {
    return meets(a.writes(), a.all(), b, false)
        || meets(b.writes(), b.all(), a, false)
        || Footprint.meet(a.shares(), b.writes(), false);
  }

  private static boolean closesCycle(Event waiting, Event locking) {
    return waiting.waitsFor.contains(locking.actor) && locking.touches.changes();
  }

  private static boolean oneWay(Event a, Event b, boolean serializable) {
    if (meets(a.touches.writes(), a.touches.all(), b.touches, serializable)) {
      return true;
    }
    if (Footprint.meet(a.touches.shares(), b.touches.writes(), serializable)) {
      return true;
    }
    if (serializable && reads(a.touches, b.touches, true)) {
      return true;
    }
    return a.isEnd && a.ends.changes() && endMatters(a, b, serializable);
  }

  private static boolean meets(Set<Item> writes, boolean all, Footprint other, boolean byTable) {
    if (all) {
      return other.changes() || !other.reads().isEmpty();
    }
    return Footprint.meet(writes, other.writes(), byTable)
        || Footprint.meet(writes, other.shares(), byTable)
        || (other.all() && !writes.isEmpty());
  }

  private static boolean reads(Footprint reader, Footprint writer, boolean byTable) {
    return Footprint.meet(reader.reads(), writer.writes(), byTable)
        || (writer.all() && !reader.reads().isEmpty());
  }

  /** Whether a statement notices that a transaction which had touched {@code a.ends} is over. */
  private static boolean endMatters(Event a, Event b, boolean serializable) {
    if (a.ends.all() || b.touches.all()) {
      return !b.touches.equals(Footprint.NONE) || b.first;
    }
    boolean snapshots = b.level.compareTo(Isolation.REPEATABLE_READ) >= 0;
    if (b.first && snapshots && !b.touches.equals(Footprint.NONE)) {
      return !a.undoes;
    }
    boolean seen = !a.undoes && (!snapshots || serializable);
    return (seen && Footprint.meet(b.touches.reads(), a.ends.writes(), serializable))
        || Footprint.meet(b.touches.writes(), a.ends.writes(), serializable)
        || Footprint.meet(b.touches.writes(), a.ends.shares(), serializable)
        || Footprint.meet(b.touches.shares(), a.ends.writes(), serializable);
  }
}
