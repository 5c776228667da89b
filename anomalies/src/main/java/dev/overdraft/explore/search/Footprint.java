package dev.overdraft.explore.search;

import java.util.HashSet;
import java.util.Set;

/**
 * What a statement touches, rounded up.
 *
 * @param reads what it looks at without locking
 * @param shares what it locks against changes, together with others: FOR SHARE, a foreign key's
 *     parent
 * @param writes what it changes, or locks for itself
 * @param all whether it may touch anything
 */
public record Footprint(Set<Item> reads, Set<Item> shares, Set<Item> writes, boolean all) {
  /** Nothing. */
  public static final Footprint NONE = new Footprint(Set.of(), Set.of(), Set.of(), false);

  /** Anything. */
  public static final Footprint ALL = new Footprint(Set.of(), Set.of(), Set.of(), true);

  /**
   * A row, or a whole table.
   *
   * @param key the primary key's value; empty for the table
   * @param free whether a row that is given its key by the server may be given this one
   */
  public record Item(String table, String key, boolean free) {

    private static final String NEW = "a new row";

    /** A row whose key is not given to others. */
    public Item(String table, String key) {
      this(table, key, false);
    }

    /** A row whose key the server gives it. */
    static Item numbered(String table) {
      return new Item(table, NEW);
    }

    /** The same row when it has gone. */
    Item freed() {
      return new Item(table, key, true);
    }

    /** The whole table. */
    static Item table(String table) {
      return new Item(table, "");
    }

    /** Whether both may mean one row. */
    boolean meets(Item other, boolean byTable) {
      return table.equals(other.table)
          && (byTable || key.isEmpty() || other.key.isEmpty() || isSameRow(other));
    }

    private boolean isSameRow(Item other) {
      return key.equals(other.key)
          || (free && other.key.equals(NEW))
          || (other.free && key.equals(NEW));
    }
  }

  public Footprint {
    reads = Set.copyOf(reads);
    shares = Set.copyOf(shares);
    writes = Set.copyOf(writes);
  }

  /** Both together. */
  Footprint with(Footprint other) {
    if (isNothing() || other.isNothing()) {
      return isNothing() ? other : this;
    }
    return new Footprint(
        union(reads, other.reads),
        union(shares, other.shares),
        union(writes, other.writes),
        all || other.all);
  }

  private static Set<Item> union(Set<Item> a, Set<Item> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    Set<Item> union = new HashSet<>(a);
    union.addAll(b);
    return union;
  }

  /** Whether it touches nothing. */
  boolean isNothing() {
    return !all && reads.isEmpty() && shares.isEmpty() && writes.isEmpty();
  }

  /** Whether it leaves something that its commit makes visible or free. */
  boolean changes() {
    return all || !writes.isEmpty() || !shares.isEmpty();
  }

  static boolean meet(Set<Item> a, Set<Item> b, boolean byTable) {
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    for (Item x : a) {
      for (Item y : b) {
        if (x.meets(y, byTable)) {
          return true;
        }
      }
    }
    return false;
  }
}
