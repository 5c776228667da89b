package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.step.Functions;

/**
 * Whether a statement calls functions that may touch what its text does not show.
 *
 * <p>Known to be harmless are some of the server's own, by name alone: a function of the user's
 * with such a name is missed.
 */
final class Calls {

  private final Catalog catalog;

  /** Of statements on these tables, whose names may stand before a parenthesis too. */
  Calls(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Whether there is one that is not known to be harmless. */
  boolean areUnknown(String skeleton) {
    return Functions.unknown(skeleton).stream()
        .anyMatch(name -> catalog.table(name).isEmpty() && !isAlias(skeleton, name));
  }

  private static boolean isAlias(String skeleton, String name) {
    return skeleton.startsWith("insert into " + name);
  }
}
