package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rows that every schedule begins with, as far as keys are generated in their tables: a row
 * that is inserted without a key is none of these, and may be any other one.
 */
final class FirstRows {

  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,40}(?:\\.\\d{1,40})?");

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
    start.of(table.name()).forEach(row -> values.add(canonical(row.get(at))));
    return values;
  }

  /** Whether a row without a key of its own is given one. */
  boolean areNumbered(String table) {
    return keys.containsKey(table);
  }

  /** The row with that key, or the table where servers know more than one way to write it. */
  Item row(String table, String value) {
    String key = canonical(value);
    if (key.isEmpty() || !key.chars().allMatch(c -> c < 128)) {
      return Item.table(table);
    }
    Set<String> there = keys.get(table);
    return new Item(table, key, there != null && !there.contains(key));
  }

  /** The same for all that some server may hold equal: cases, blanks behind, numbers. */
  private static String canonical(String value) {
    String key = value.toLowerCase(Locale.ROOT).stripTrailing();
    return NUMBER.matcher(key.strip()).matches()
        ? new BigDecimal(key.strip()).stripTrailingZeros().toPlainString()
        : key;
  }
}
