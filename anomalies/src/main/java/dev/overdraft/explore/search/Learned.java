package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.LockObserver.Held;
import dev.overdraft.explore.step.LockObserver.Strength;
import java.util.HashSet;
import java.util.Set;

/**
 * What a statement was seen to lock, by table. It only ever grows.
 *
 * @param looked whether it was looked at
 * @param done whether it was looked at when it did something
 */
record Learned(Set<Item> reads, Set<Item> writes, boolean whole, boolean looked, boolean done) {

  static final Learned NOTHING = new Learned(Set.of(), Set.of(), false, false, false);

  Learned {
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  Learned with(Set<Held> held, boolean didSomething) {
    Set<Item> moreReads = new HashSet<>(reads);
    Set<Item> moreWrites = new HashSet<>(writes);
    boolean more = whole;
    for (Held lock : held) {
      Item table = Item.table(lock.table());
      moreReads.add(table);
      if (lock.strength() != Strength.READ) {
        moreWrites.add(table);
      }
      more |= lock.strength() == Strength.TABLE;
    }
    return new Learned(moreReads, moreWrites, more, true, done || didSomething);
  }

  /** Whether both say the same of what is touched. */
  boolean isSame(Learned other) {
    return reads.equals(other.reads) && writes.equals(other.writes) && whole == other.whole;
  }

  /** As a footprint of its own. */
  Footprint footprint() {
    return whole ? Footprint.ALL : new Footprint(reads, Set.of(), writes, false);
  }
}
