package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.history.Isolation;
import java.util.HashSet;
import java.util.Set;

/**
 * What a statement locks on Derby: the rows that it touches, readers' together and a writer's
 * alone. Rounded up: at READ COMMITTED a reader lets go of each row when it has read it; and at
 * SERIALIZABLE, where the row before in an index is locked as well so that none comes in between,
 * whole tables are taken.
 *
 * @see <a href="https://db.apache.org/derby/docs/10.16/devguide/cdevconcepts30291.html">Derby,
 *     types and scope of locks</a>
 */
final class DerbyLocks {

  private DerbyLocks() {}

  static Footprint of(Footprint said, Isolation level) {
    if (said.all() || said.isNothing() || level == Isolation.READ_UNCOMMITTED) {
      return said;
    }
    if (level == Isolation.SERIALIZABLE) {
      return TableLocks.of(said);
    }
    Set<Item> shares = new HashSet<>(said.reads());
    shares.addAll(said.shares());
    return new Footprint(said.reads(), shares, said.writes(), false);
  }
}
