package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Table;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables that a change of referred rows may reach by cascades: those that refer to the rows,
 * and those that refer to these in turn. Rounded up: that a foreign key does not cascade is not
 * asked.
 */
record Descent(List<Table> tables) {

  Descent {
    tables = List.copyOf(tables);
  }

  static Descent from(Collection<String> children, Catalog catalog) {
    Set<Table> reached = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(children);
    while (!next.isEmpty()) {
      catalog
          .table(next.pop())
          .filter(reached::add)
          .ifPresent(child -> next.addAll(child.children()));
    }
    return new Descent(List.copyOf(reached));
  }

  /** Whether what is reached may do more than cascade. */
  boolean isHooked() {
    return tables.stream().anyMatch(Table::hooked);
  }
}
