package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way of a database in this JVM: one statement after the other, which costs next to nothing in
 * one's own process. Triggers cannot be switched off, and foreign keys only for the whole database,
 * so neither is. Old versions of rows it forgets by itself.
 */
abstract class InProcessRestoring implements Restoring {

  private static final String REFERRERS =
      """
      select distinct t.table_schema || '.' || t.table_name
      from information_schema.referential_constraints r
      join information_schema.table_constraints t
        on t.constraint_schema = r.constraint_schema and t.constraint_name = r.constraint_name
      where r.unique_constraint_schema = current_schema and t.table_schema <> current_schema
      """;

  private final StoredNames names;
  private final List<String> counters = new ArrayList<>();

  InProcessRestoring(Connection control) throws SQLException {
    this.names = StoredNames.of(control);
  }

  /** Notes a statement that sets back what numbers new rows. */
  final void counter(String sql) {
    counters.add(sql);
  }

  @Override
  public final String quoted(String name) {
    return '"' + names.stored(name).replace("\"", "\"\"") + '"';
  }

  @Override
  public String temporary(String name) {
    return quoted(name);
  }

  @Override
  public List<String> readAll(Catalog catalog) {
    List<String> parts = new ArrayList<>();
    for (Table table : catalog.tables().values()) {
      String columns =
          table.columns().stream()
              .map(c -> "cast(" + quoted(c.name()) + " as varchar(1000000))")
              .collect(Collectors.joining(", "));
      parts.add(
          "select %d, array[%s] from %s".formatted(parts.size(), columns, quoted(table.name())));
    }
    return List.of(String.join(" union all ", parts));
  }

  @Override
  public String insert(Table table, String columns) {
    return "insert into %s (%s) overriding system value".formatted(quoted(table.name()), columns);
  }

  @Override
  public final boolean isQuiet(Catalog catalog) {
    return catalog.tables().values().stream().noneMatch(Table::hooked);
  }

  @Override
  public Optional<String> referrers() {
    return Optional.of(REFERRERS);
  }

  @Override
  public boolean mindsForeignKeys() {
    return true;
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
  public final boolean leavesNothing(Table table) {
    return true;
  }

  @Override
  public final void vacuum(Statement statement, Table table) {}
}
