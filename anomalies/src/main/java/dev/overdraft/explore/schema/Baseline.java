package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state that every schedule starts from, kept in temporary tables of one connection, and the
 * way back to it.
 *
 * <p>Only tables that differ are restored. Where we may, foreign keys and triggers are switched off
 * on that connection; else children are deleted before and inserted after their parents.
 */
public final class Baseline {

  private static final String NULL = "null";

  private final Connection control;
  private final Catalog catalog;
  private final List<Table> parentsFirst;
  private final String readAll;
  private final String resetSequences;
  private final String prefix;
  private final boolean quiet;
  private final State state;

  private Baseline(Connection control, Catalog catalog, String prefix) throws SQLException {
    this.control = control;
    this.catalog = catalog;
    this.prefix = prefix;
    this.parentsFirst = ordered(catalog);
    this.quiet = maySwitchTriggersOff(control);
    this.readAll = readAll(catalog);
    this.resetSequences = sequences();
    keepCopies();
    this.state = read();
  }

  /** Takes the present state as the one to come back to. */
  public static Baseline capture(Connection control, Catalog catalog, String name)
      throws SQLException {
    return new Baseline(control, catalog, "overdraft_" + name + "_");
  }

  private static boolean maySwitchTriggersOff(Connection control) throws SQLException {
    try (Statement statement = control.createStatement()) {
      statement.execute("set session_replication_role = origin");
      return true;
    } catch (SQLException refused) {
      if ("42501".equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  /** What it is. */
  public State state() {
    return state;
  }

  /** The tables that it speaks of. */
  public Catalog catalog() {
    return catalog;
  }

  private void keepCopies() throws SQLException {
    try (Statement statement = control.createStatement()) {
      for (Table table : parentsFirst) {
        String copy = quoted(prefix + table.name());
        statement.execute("drop table if exists pg_temp." + copy);
        statement.execute(
            "create temporary table %s as select * from %s".formatted(copy, quoted(table.name())));
      }
    }
  }

  private String sequences() throws SQLException {
    List<String> calls = new ArrayList<>();
    try (Statement statement = control.createStatement()) {
      for (String sequence : catalog.sequences()) {
        try (ResultSet row =
            statement.executeQuery("select last_value, is_called from " + quoted(sequence))) {
          row.next();
          calls.add(
              "setval('%s', %d, %b)"
                  .formatted(quoted(sequence), row.getLong(1), row.getBoolean(2)));
        }
      }
    }
    return calls.isEmpty() ? "" : "select " + String.join(", ", calls);
  }

  /** What the tables hold now. */
  public State read() throws SQLException {
    if (catalog.tables().isEmpty()) {
      return new State(Map.of());
    }
    try (Statement statement = control.createStatement();
        ResultSet rows = statement.executeQuery(readAll)) {
      return read(rows);
    }
  }

  /** The query for what all tables hold. */
  String question() {
    return readAll;
  }

  /** The answer to that question. */
  State read(ResultSet row) throws SQLException {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(catalog.tables().keySet());
    names.forEach(name -> rows.put(name, new ArrayList<>()));
    while (row.next()) {
      List<String> values = new ArrayList<>();
      for (Object value : (Object[]) row.getArray(2).getArray()) {
        values.add(value == null ? NULL : value.toString());
      }
      rows.getOrDefault(names.get(row.getInt(1)), new ArrayList<>()).add(values);
    }
    return new State(rows);
  }

  /** Brings everything back, whatever it holds now. */
  public void restore() throws SQLException {
    restore(catalog.tables().keySet());
  }

  /** Brings back what differs from {@code now}, which is what the tables hold. */
  public void restore(State now) throws SQLException {
    restore(dirty(now));
  }

  /** The tables that differ from what they held. */
  public Set<String> dirty(State now) {
    Set<String> dirty = new LinkedHashSet<>();
    for (String table : catalog.tables().keySet()) {
      if (!now.of(table).equals(state.of(table))) {
        dirty.add(table);
      }
    }
    return dirty;
  }

  /** Brings these tables back. */
  public void restore(Set<String> names) throws SQLException {
    List<String> work = way(names);
    if (!work.isEmpty()) {
      try (Statement statement = control.createStatement()) {
        statement.execute(String.join("; ", work));
      }
    }
  }

  /** The statements that bring these tables back. */
  List<String> way(Set<String> names) {
    List<String> work = new ArrayList<>();
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      if (names.contains(parentsFirst.get(i).name())) {
        work.add("delete from " + quoted(parentsFirst.get(i).name()));
      }
    }
    for (Table table : parentsFirst) {
      if (names.contains(table.name())) {
        String columns =
            table.columns().stream()
                .filter(c -> !c.computed())
                .map(c -> quoted(c.name()))
                .collect(Collectors.joining(", "));
        work.add(
            "insert into %s (%s) overriding system value select %s from pg_temp.%s"
                .formatted(quoted(table.name()), columns, columns, quoted(prefix + table.name())));
      }
    }
    if (!resetSequences.isEmpty()) {
      work.add(resetSequences);
    }
    if (quiet && parentsFirst.stream().anyMatch(t -> names.contains(t.name()) && isWatched(t))) {
      work.add(0, "set session_replication_role = replica");
      work.add("set session_replication_role = origin");
    }
    return work;
  }

  /** Whether a change of the table's rows is anybody else's affair. */
  private static boolean isWatched(Table table) {
    return table.hooked() || !table.parents().isEmpty() || !table.children().isEmpty();
  }

  /** Removes dead rows, which would change plans after some thousand schedules. */
  public void vacuum() throws SQLException {
    try (Statement statement = control.createStatement()) {
      for (Table table : parentsFirst) {
        statement.execute("vacuum " + quoted(table.name()));
      }
    }
  }

  private static String readAll(Catalog catalog) {
    List<String> parts = new ArrayList<>();
    for (Table table : catalog.tables().values()) {
      String columns =
          table.columns().stream()
              .map(c -> quoted(c.name()) + "::text")
              .collect(Collectors.joining(", "));
      parts.add(
          "select %d, array[%s]::text[] from %s"
              .formatted(parts.size(), columns, quoted(table.name())));
    }
    return String.join(" union all ", parts);
  }

  private static List<Table> ordered(Catalog catalog) {
    List<Table> done = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    catalog.tables().values().forEach(table -> visit(catalog, table, seen, done));
    return done;
  }

  private static void visit(Catalog catalog, Table table, Set<String> seen, List<Table> done) {
    if (seen.add(table.name())) {
      for (String parent : table.parents().values()) {
        catalog.table(parent).ifPresent(t -> visit(catalog, t, seen, done));
      }
      done.add(table);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
