package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import java.util.Set;

/**
 * A step as the dependency relation sees it.
 *
 * <p>The relation: a plain read neither sees nor stops an uncommitted write, unless its level shows
 * it; it depends on the commit that makes the write visible. Writes and locks depend on each other
 * and on the end of the transaction that has them. A statement that takes its transaction's
 * snapshot depends on every commit that changes anything; later reads depend on none. What besides
 * depends on each other at PostgreSQL's SERIALIZABLE is said by {@link Watched}; at InnoDB's reads
 * are locks. Rounded up wherever it is not certain.
 *
 * @param sight what its plain reads see
 * @param watched what it is to predicate locks: PostgreSQL's SERIALIZABLE
 * @param touches what the statement touches; nothing for a commit
 * @param ends what its transaction had touched, if this ends it; {@link Footprint#NONE} otherwise
 * @param isEnd whether it ends its transaction, by failing too
 * @param undoes whether that end is a rollback
 * @param waits whether it was found to wait
 * @param waitsFor the actors that hold what it waits for, empty if that is not known: with their
 *     next lock they may close a cycle, and then it matters who came last
 * @param anyOrder whether only the database tells one order from another
 */
record Event(
    int actor,
    Sight sight,
    Watched watched,
    Footprint touches,
    Footprint ends,
    boolean isEnd,
    boolean undoes,
    boolean waits,
    Set<Integer> waitsFor,
    boolean anyOrder) {

  /** An executed step, given what its transaction has touched before. */
  static Event of(
      Step step, Sight sight, Watched watched, Footprint touches, Footprint before, Moment moment) {
    boolean failed = moment.failed();
    boolean isEnd = isEnd(step, failed);
    boolean undoes =
        failed || (step.kind() != Step.Kind.COMMIT && step.kind() != Step.Kind.STATEMENT);
    return new Event(
        step.actor(),
        sight,
        watched,
        touches,
        isEnd ? before.with(touches) : Footprint.NONE,
        isEnd,
        undoes,
        moment.waits(),
        Set.copyOf(moment.holders()),
        true);
  }

  /** A step that nobody else notices. */
  static Event hollow(Step step) {
    return new Event(
        step.actor(),
        Sight.HOLDS_SNAPSHOT,
        Watched.NOT,
        Footprint.NONE,
        Footprint.NONE,
        true,
        false,
        false,
        Set.of(),
        true);
  }

  /** Whether a step ends its transaction, or may. */
  static boolean isEnd(Step step, boolean failed) {
    return step.ends() || failed || step.kind() == Step.Kind.ROLLBACK_TO_SAVEPOINT;
  }

  /** The same among actors who tell each other when to go on, past the database. */
  Event ordered() {
    return new Event(actor, sight, watched, touches, ends, isEnd, undoes, waits, waitsFor, false);
  }

  /** Whether the order of the two can make a difference. */
  boolean dependsOn(Event other) {
    if (actor == other.actor || !anyOrder) {
      return true;
    }
    if (closesCycle(this, other) || closesCycle(other, this)) {
      return true;
    }
    return Watched.depend(this, other) || oneWay(this, other) || oneWay(other, this);
  }

  /** Whether two statements that are still uncommitted get in each other's way. */
  static boolean conflict(Footprint a, Footprint b) {
    return meets(a.writes(), a.all(), b)
        || meets(b.writes(), b.all(), a)
        || Footprint.meet(a.shares(), b.writes(), false);
  }

  private static boolean closesCycle(Event waiting, Event locking) {
    return waiting.waits
        && (waiting.waitsFor.isEmpty() || waiting.waitsFor.contains(locking.actor))
        && locking.touches.changes();
  }

  private static boolean oneWay(Event a, Event b) {
    if (meets(a.touches.writes(), a.touches.all(), b.touches)) {
      return true;
    }
    if (Footprint.meet(a.touches.shares(), b.touches.writes(), false)) {
      return true;
    }
    if (a.sight == Sight.UNCOMMITTED && reads(a.touches, b.touches)) {
      return true;
    }
    return a.isEnd && !a.ends.isNothing() && endMatters(a, b);
  }

  private static boolean meets(Set<Item> writes, boolean all, Footprint other) {
    if (all) {
      return other.changes() || !other.reads().isEmpty();
    }
    return Footprint.meet(writes, other.writes(), false)
        || Footprint.meet(writes, other.shares(), false)
        || (other.all() && !writes.isEmpty());
  }

  private static boolean reads(Footprint reader, Footprint writer) {
    return Footprint.meet(reader.reads(), writer.writes(), false)
        || (writer.all() && !reader.reads().isEmpty());
  }

  /**
   * Whether a statement notices that a transaction which had touched {@code a.ends} is over. That
   * of a mere reader is noticed by what may lock whole tables.
   */
  private static boolean endMatters(Event a, Event b) {
    boolean looks = !b.touches.isNothing();
    if (a.ends.all() || b.touches.all()) {
      return looks || b.sight == Sight.TAKES_SNAPSHOT;
    }
    if (!a.ends.changes()) {
      return false;
    }
    if (b.sight == Sight.TAKES_SNAPSHOT && !a.undoes) {
      return true;
    }
    boolean seen =
        switch (b.sight) {
          case UNCOMMITTED -> true;
          case COMMITTED -> !a.undoes;
          case TAKES_SNAPSHOT, HOLDS_SNAPSHOT -> false;
        };
    return (seen && Footprint.meet(b.touches.reads(), a.ends.writes(), false))
        || Footprint.meet(b.touches.writes(), a.ends.writes(), false)
        || Footprint.meet(b.touches.writes(), a.ends.shares(), false)
        || Footprint.meet(b.touches.shares(), a.ends.writes(), false);
  }
}
