package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import java.util.HashSet;
import java.util.Set;

/**
 * What a statement locks on InnoDB beyond what its text says, rounded up.
 *
 * <ul>
 *   <li>At SERIALIZABLE a plain read inside a transaction is one FOR SHARE.
 *   <li>From REPEATABLE READ on, what a writing statement reads of other tables is locked too; and
 *       whatever locks may lock the gaps between rows, so that nobody can insert there.
 *   <li>A foreign key locks the parent's row, not only its key.
 * </ul>
 *
 * @see <a
 *     href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-lock-modes">MariaDB,
 *     InnoDB lock modes</a>
 */
final class InnodbLocks {

  private static final String GAPS = " gaps";

  private InnodbLocks() {}

  static Footprint of(Footprint said, Step step, boolean insert) {
    if (said.all() || said.equals(Footprint.NONE)) {
      return said;
    }
    boolean gaps = step.level().compareTo(Isolation.REPEATABLE_READ) >= 0;
    boolean readsLock = step.level() == Isolation.SERIALIZABLE && !step.alone();
    Set<Item> shares = new HashSet<>();
    for (Item item : said.shares()) {
      shares.add(item);
      SqlFootprint.parent(item).ifPresent(shares::add);
    }
    if (readsLock || (gaps && said.changes())) {
      shares.addAll(said.reads());
    }
    Set<Item> writes = new HashSet<>(said.writes());
    if (gaps) {
      Set<Item> locked = new HashSet<>(shares);
      locked.addAll(writes);
      locked.forEach(item -> shares.add(Item.table(item.table() + GAPS)));
    }
    if (insert) {
      said.writes().forEach(item -> writes.add(Item.table(item.table() + GAPS)));
    }
    return new Footprint(said.reads(), shares, writes, false);
  }
}
