package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.history.Isolation;
import java.util.HashSet;
import java.util.Set;

/**
 * What a statement locks on Derby: the rows that it touches, readers' together and a writer's
 * alone. Rounded up: at READ COMMITTED a reader lets go of each row when it has read it; and at
 * SERIALIZABLE, where the row before in an index is locked as well so that none comes in between,
 * whole tables are taken. The check of a foreign key waits for whoever has written the row that is
 * referred to, at every level; rounded up to any row of that table.
 *
 * @see <a href="https://db.apache.org/derby/docs/10.16/devguide/cdevconcepts30291.html">Derby,
 *     types and scope of locks</a>
 */
final class DerbyLocks {

  private DerbyLocks() {}

  static Footprint of(Footprint said, Isolation level) {
    if (said.all() || said.isNothing()) {
      return said;
    }
    if (level == Isolation.SERIALIZABLE) {
      return TableLocks.of(said);
    }
    Set<Item> shares = new HashSet<>();
    for (Item item : said.shares()) {
      shares.add(item);
      SqlFootprint.parent(item).ifPresent(shares::add);
    }
    if (level != Isolation.READ_UNCOMMITTED) {
      shares.addAll(said.reads());
    }
    return new Footprint(said.reads(), shares, said.writes(), false);
  }
}
