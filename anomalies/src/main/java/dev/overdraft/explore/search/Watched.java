package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import java.util.HashSet;
import java.util.Set;

/**
 * A step as PostgreSQL's SERIALIZABLE sees it, which aborts a transaction that stands between two
 * others: one that overwrote what it had read, and one that had read what it overwrote.
 *
 * <p>As long as nobody has committed, such conflicts are only noted, and a read and a write of one
 * row are noted alike in either order; the transactions to abort are picked when one of them
 * commits, or when a statement adds a conflict to those of a transaction that a commit has
 * overtaken. So these depend on each other: ends; an end and a statement of a transaction to which
 * conflicts lead from it, over others too; a read and a write of other rows of its table, since
 * predicate locks may cover a page, the table or a piece of an index, while a read finds no
 * conflict but with rows that it looks at; and everything and a step that may add a conflict to
 * those of an overtaken transaction. Conflicts are counted by table.
 *
 * @param on false for a step that is not watched, all else is empty then
 * @param soFar what its transaction has touched, with this step
 * @param reach for an end, what all open transactions have touched that conflicts lead to
 * @param critical whether it may add a conflict to those of a transaction that was overtaken
 * @see <a href="https://arxiv.org/abs/1208.4179">Ports, Grittner: Serializable snapshot isolation
 *     in PostgreSQL, VLDB 2012</a>
 */
record Watched(boolean on, Footprint soFar, Footprint reach, boolean critical) {

  /** Not watched. */
  static final Watched NOT = new Watched(false, Footprint.NONE, Footprint.NONE, false);

  /** Whether the order of two steps of different actors may matter to the watch. */
  static boolean depend(Event a, Event b) {
    if (!a.watched().on || !b.watched().on) {
      return false;
    }
    return a.watched().critical
        || b.watched().critical
        || (a.isEnd() && b.isEnd())
        || (a.isEnd() && conflict(a.watched().reach, b.watched().soFar))
        || (b.isEnd() && conflict(b.watched().reach, a.watched().soFar))
        || unevenly(a, b)
        || unevenly(b, a);
  }

  /** Whether one may have overwritten, or overwrite, what the other has read or written. */
  static boolean conflict(Footprint a, Footprint b) {
    return overwrites(a, b) || overwrites(b, a) || Footprint.meet(a.writes(), b.writes(), true);
  }

  /** Whether one has read of a table that the other has written to. */
  static boolean overwrites(Footprint writer, Footprint reader) {
    return Footprint.meet(reader.reads(), writer.writes(), true)
        || Footprint.meet(reader.shares(), writer.writes(), true)
        || (writer.all() && !isNothing(reader))
        || (reader.all() && !isNothing(writer));
  }

  private static boolean isNothing(Footprint footprint) {
    return footprint.equals(Footprint.NONE);
  }

  /**
   * Whether a conflict between a read and a write may be noted in one order and not in the other.
   */
  private static boolean unevenly(Event reader, Event writer) {
    Footprint reads = reader.touches();
    Footprint writes = writer.touches();
    if (reads.all() || writes.all()) {
      return overwrites(writes, reads);
    }
    // Where the row itself has been read, by this statement or before, there is one anyway.
    Set<Item> unread = new HashSet<>(writes.writes());
    unread.removeIf(item -> !item.key().isEmpty() && reader.watched().soFar.reads().contains(item));
    return Footprint.meet(reads.reads(), unread, true)
        || Footprint.meet(reads.shares(), unread, true);
  }
}
