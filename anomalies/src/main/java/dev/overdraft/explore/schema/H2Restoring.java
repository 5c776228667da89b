package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * H2's way: one statement after the other, which costs next to nothing in one's own process.
 * Triggers cannot be switched off, and foreign keys only for the whole database, so neither is.
 */
final class H2Restoring implements Restoring {

  private static final String NULL = "null";

  private final StoredNames names;
  private final List<String> counters = new ArrayList<>();

  H2Restoring(Connection control) throws SQLException {
    this.names = StoredNames.of(control);
  }

  @Override
  public String quoted(String name) {
    return '"' + names.stored(name).replace("\"", "\"\"") + '"';
  }

  @Override
  public String temporary(String name) {
    return quoted(name);
  }

  @Override
  public String readAll(Catalog catalog) {
    List<String> parts = new ArrayList<>();
    for (Table table : catalog.tables().values()) {
      String columns =
          table.columns().stream()
              .map(c -> "cast(" + quoted(c.name()) + " as varchar)")
              .collect(Collectors.joining(", "));
      parts.add(
          "select %d, array[%s] from %s".formatted(parts.size(), columns, quoted(table.name())));
    }
    return String.join(" union all ", parts);
  }

  @Override
  public List<String> values(ResultSet row, Table table) throws SQLException {
    List<String> values = new ArrayList<>();
    for (Object value : (Object[]) row.getArray(2).getArray()) {
      values.add(value == null ? NULL : value.toString());
    }
    return values;
  }

  @Override
  public String insert(Table table, String columns) {
    return "insert into %s (%s) overriding system value".formatted(quoted(table.name()), columns);
  }

  @Override
  public void remember(Catalog catalog, Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            select table_name, column_name, identity_base from information_schema.columns
            where table_schema = current_schema() and is_identity = 'YES'
            """)) {
      while (row.next()) {
        counters.add(
            "alter table \"%s\" alter column \"%s\" restart with %d"
                .formatted(row.getString(1), row.getString(2), row.getLong(3)));
      }
    }
    try (ResultSet row =
        statement.executeQuery(
            """
            select sequence_name, base_value from information_schema.sequences
            where sequence_schema = current_schema()
            """)) {
      while (row.next()) {
        counters.add(
            "alter sequence \"%s\" restart with %d".formatted(row.getString(1), row.getLong(2)));
      }
    }
  }

  @Override
  public boolean isQuiet(Catalog catalog) {
    return catalog.tables().values().stream().noneMatch(Table::hooked);
  }

  @Override
  public void run(Statement statement, List<String> changes, boolean watched, boolean settled)
      throws SQLException {
    for (String each : message(changes, watched)) {
      statement.execute(each);
    }
  }

  @Override
  public List<String> message(List<String> changes, boolean watched) {
    List<String> work = new ArrayList<>(changes);
    work.addAll(counters);
    return work;
  }

  @Override
  public boolean leavesNothing(Table table) {
    return true;
  }

  /** H2 forgets old versions by itself. */
  @Override
  public void vacuum(Statement statement, Table table) {}
}
