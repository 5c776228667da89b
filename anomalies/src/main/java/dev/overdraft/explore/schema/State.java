package dev.overdraft.explore.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contents of every table at one moment, as text.
 *
 * @param rows by table, each row a list of its columns, rows in an order that does not depend on
 *     where the server keeps them
 */
public record State(Map<String, List<List<String>>> rows) {
  public State {
    Map<String, List<List<String>>> copy = new LinkedHashMap<>();
    rows.forEach(
        (table, list) -> {
          List<List<String>> sorted = new ArrayList<>(list.stream().map(List::copyOf).toList());
          sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
          copy.put(table, Collections.unmodifiableList(sorted));
        });
    rows = Collections.unmodifiableMap(copy);
  }

  /** One table's rows. */
  public List<List<String>> of(String table) {
    return rows.getOrDefault(table, List.of());
  }
}
