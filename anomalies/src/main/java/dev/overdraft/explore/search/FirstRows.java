package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rows that every schedule begins with, as far as keys are generated in their tables: a row
 * that is inserted without a key is none of these, and may be any other one.
 */
final class FirstRows {

  private final Map<String, Set<String>> keys = new HashMap<>();

  FirstRows(Catalog catalog, State start) {
    for (Table table : catalog.tables().values()) {
      List<Table.Column> columns = table.columns();
      for (int at = 0; at < columns.size(); at++) {
        if (columns.get(at).assigned() && table.key().equals(List.of(columns.get(at).name()))) {
          keys.put(table.name(), values(start, table, at));
        }
      }
    }
  }

  private static Set<String> values(State start, Table table, int at) {
    Set<String> values = new HashSet<>();
    start.of(table.name()).forEach(row -> values.add(row.get(at).toLowerCase(Locale.ROOT)));
    return values;
  }

  /** Whether a row without a key of its own is given one. */
  boolean areNumbered(String table) {
    return keys.containsKey(table);
  }

  /** The row with that key, in lower case. */
  Item row(String table, String key) {
    Set<String> there = keys.get(table);
    return new Item(table, key, there != null && !there.contains(key));
  }
}
