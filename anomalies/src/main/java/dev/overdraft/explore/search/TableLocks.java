package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import java.util.HashSet;
import java.util.Set;

/**
 * What a statement locks where only whole tables can be locked, by readers together and by a writer
 * alone: HSQLDB in its default model. Rounded up: below REPEATABLE READ a reader lets go of the
 * table when its statement is done.
 *
 * @see <a href="https://hsqldb.org/doc/2.0/guide/sessions-chapt.html#snc_tx_tx_two_phase">HSQLDB,
 *     two-phase locking</a>
 */
final class TableLocks {

  private TableLocks() {}

  static Footprint of(Footprint said) {
    if (said.all() || said.isNothing()) {
      return said;
    }
    Set<Item> shares = tables(said.reads());
    shares.addAll(tables(said.shares()));
    return new Footprint(tables(said.reads()), shares, tables(said.writes()), false);
  }

  private static Set<Item> tables(Set<Item> items) {
    Set<Item> tables = new HashSet<>();
    items.forEach(item -> tables.add(SqlFootprint.wholeTable(item)));
    return tables;
  }
}
