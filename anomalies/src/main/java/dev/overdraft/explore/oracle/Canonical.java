package dev.overdraft.explore.oracle;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renders a state so that two runs which differ only in generated ids and in the time of day come
 * out equal.
 *
 * <p>An id that a sequence or generator assigned during the run becomes {@code new1}, {@code new2}
 * … in the order of the rows' other columns, and foreign keys follow. A point in time that was not
 * there before becomes {@code now}. Limits: two new rows that differ in nothing else are
 * exchangeable, and so are their children.
 */
public final class Canonical {

  private final Catalog catalog;
  private final Map<String, List<Set<String>>> known = new HashMap<>();

  /** Knows what was there before any run. */
  public Canonical(Catalog catalog, State before) {
    this.catalog = catalog;
    for (Table table : catalog.tables().values()) {
      List<Set<String>> columns = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        Set<String> values = new HashSet<>();
        for (List<String> row : before.of(table.name())) {
          values.add(row.get(i));
        }
        columns.add(values);
      }
      known.put(table.name(), columns);
    }
  }

  /** The rows of every table, rendered and sorted. */
  public Map<String, List<String>> render(State state) {
    Map<String, Map<String, String>> names = new HashMap<>();
    for (Table table : catalog.tables().values()) {
      names.put(table.name(), names(table, state));
    }
    Map<String, List<String>> rendered = new LinkedHashMap<>();
    for (Table table : catalog.tables().values()) {
      rendered.put(
          table.name(),
          state.of(table.name()).stream().map(row -> row(table, row, names)).sorted().toList());
    }
    return rendered;
  }

  private Map<String, String> names(Table table, State state) {
    if (table.columns().stream().noneMatch(Table.Column::assigned)) {
      return Map.of();
    }
    List<List<String>> rows = new ArrayList<>(state.of(table.name()));
    rows.sort(Comparator.comparing(row -> row(table, row, Map.of())));
    Map<String, String> names = new LinkedHashMap<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (table.columns().get(i).assigned() && isNew(table, i, row.get(i))) {
          names.putIfAbsent(row.get(i), "new" + (names.size() + 1));
        }
      }
    }
    return names;
  }

  private boolean isNew(Table table, int column, String value) {
    List<Set<String>> columns = known.getOrDefault(table.name(), List.of());
    return column >= columns.size() || !columns.get(column).contains(value);
  }

  private String row(Table table, List<String> row, Map<String, Map<String, String>> names) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Table.Column column = table.columns().get(i);
      cells.add(column.name() + "=" + cell(table, i, row.get(i), names));
    }
    return String.join(" ", cells);
  }

  private String cell(Table table, int i, String value, Map<String, Map<String, String>> names) {
    Table.Column column = table.columns().get(i);
    if (column.assigned() && isNew(table, i, value)) {
      return names.getOrDefault(table.name(), Map.of()).getOrDefault(value, "new");
    }
    for (Table.ForeignKey foreignKey : table.parents()) {
      if (refersToAssigned(foreignKey, column)) {
        return names.getOrDefault(foreignKey.parent(), Map.of()).getOrDefault(value, value);
      }
    }
    return column.isTime() && isNew(table, i, value) ? "now" : value;
  }

  private boolean refersToAssigned(Table.ForeignKey foreignKey, Table.Column column) {
    int at = foreignKey.columns().indexOf(column.name());
    return at >= 0
        && catalog.table(foreignKey.parent()).stream()
            .flatMap(parent -> parent.columns().stream())
            .anyMatch(c -> c.assigned() && c.name().equals(foreignKey.referred().get(at)));
  }
}
