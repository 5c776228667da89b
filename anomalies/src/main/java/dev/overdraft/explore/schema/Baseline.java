package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state that every schedule starts from, kept in temporary tables of one connection, and the
 * way back to it.
 *
 * <p>Only tables that differ are restored, or all where a trigger may write to another. Where we
 * may, foreign keys and triggers are switched off on that connection; else those that refer to them
 * are restored as well, and children are deleted before and inserted after their parents; then
 * those once more that triggers may have written to meanwhile.
 */
public final class Baseline implements AutoCloseable {

  private final Connection control;
  private final Catalog catalog;
  private final Restoring sql;
  private final List<Table> parentsFirst;
  private final List<String> readAll;
  private final String prefix;
  private final State state;
  private boolean theirs;

  private Baseline(Connection control, Catalog catalog, String prefix) throws SQLException {
    this.control = control;
    this.catalog = catalog;
    this.prefix = prefix;
    this.sql = Restoring.on(control, catalog.dialect());
    this.parentsFirst = ordered(catalog);
    this.readAll = sql.readAll(catalog);
    try (Statement statement = control.createStatement()) {
      sql.remember(catalog, statement);
    }
    keepCopies();
    this.state = read();
  }

  /** Takes the present state as the one to come back to. */
  public static Baseline capture(Connection control, Catalog catalog, String name)
      throws SQLException {
    return new Baseline(control, catalog, "overdraft_" + name + "_");
  }

  /**
   * The same where rows are somebody else's.
   *
   * @throws IllegalArgumentException if they could not be brought back; nothing has been changed
   */
  public static Baseline captureTheirs(Connection control, Catalog catalog, String name)
      throws SQLException {
    Baseline baseline = capture(control, catalog, name);
    try {
      baseline.rehearse();
      return baseline;
    } catch (SQLException | RuntimeException refused) {
      try (baseline) {
        throw refused;
      }
    }
  }

  private void rehearse() throws SQLException {
    Set<String> all = catalog.tables().keySet();
    var rehearsal = new Rehearsal(control, this);
    Optional<String> referrers = sql.referrers();
    if (referrers.isPresent()) {
      rehearsal.refuseReferrers(referrers.get());
    }
    rehearsal.play(sql.rehearsal(changes(all), watched(all)));
    theirs = true;
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
        sql.keep(statement, copyOf(table), table);
      }
    }
  }

  /** Its copy's name: by number, as servers cut long names, and two tables' could become one. */
  private String copyOf(Table table) {
    return prefix + parentsFirst.indexOf(table);
  }

  /** What the tables hold now. */
  public State read() throws SQLException {
    if (catalog.tables().isEmpty()) {
      return new State(Map.of());
    }
    Map<String, List<List<String>>> rows = noRows();
    try (Statement statement = control.createStatement()) {
      for (String question : readAll) {
        try (ResultSet answer = statement.executeQuery(question)) {
          read(answer, rows);
        }
      }
    }
    return new State(rows);
  }

  /** The queries for what all tables hold. */
  List<String> questions() {
    return readAll;
  }

  /** The answer to the only one of those questions. */
  State read(ResultSet answer) throws SQLException {
    Map<String, List<List<String>>> rows = noRows();
    read(answer, rows);
    return new State(rows);
  }

  /** Of every table. */
  private Map<String, List<List<String>>> noRows() {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    catalog.tables().keySet().forEach(name -> rows.put(name, new ArrayList<>()));
    return rows;
  }

  private void read(ResultSet row, Map<String, List<List<String>>> rows) throws SQLException {
    List<Table> tables = List.copyOf(catalog.tables().values());
    while (row.next()) {
      Table table = tables.get(row.getInt(1));
      rows.getOrDefault(table.name(), new ArrayList<>()).add(sql.values(row, table));
    }
  }

  /**
   * Brings everything back, whatever it holds now.
   *
   * @throws IllegalStateException if rows of somebody else's are not what they were
   */
  public void restore() throws SQLException {
    restore(catalog.tables().keySet(), false);
    if (theirs && !dirty(read()).isEmpty()) {
      // What triggers wrote as rows went, goes now.
      restore(catalog.tables().keySet(), false);
      Set<String> others = dirty(read());
      if (!others.isEmpty()) {
        throw new IllegalStateException("the rows of " + others + " are not what they were before");
      }
    }
  }

  /** Brings back what differs from {@code now}, which is what the tables hold. */
  public void restore(State now) throws SQLException {
    Set<String> dirty = dirty(now);
    restore(dirty, dirty.stream().allMatch(table -> hasSameRows(table, now)));
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
    restore(names, false);
  }

  /** The statements that bring these tables back, for a server that takes them in one message. */
  List<String> way(Set<String> names) {
    return sql.message(changes(names), watched(names));
  }

  /** Whether a change of one of these tables is anybody else's affair. */
  private boolean watched(Set<String> names) {
    return touched(names).stream()
        .anyMatch(
            table -> table.hooked() || !table.parents().isEmpty() || !table.children().isEmpty());
  }

  /** Whether no row has come or gone, as far as a key tells. */
  private boolean hasSameRows(String name, State now) {
    Table table = catalog.table(name).orElseThrow();
    return sql.leavesNothing(table) && keys(table, now).equals(keys(table, state));
  }

  private static Set<List<String>> keys(Table table, State of) {
    List<String> names = table.columns().stream().map(Table.Column::name).toList();
    Set<List<String>> keys = new HashSet<>();
    for (List<String> row : of.of(table.name())) {
      keys.add(table.key().stream().map(column -> row.get(names.indexOf(column))).toList());
    }
    return keys;
  }

  private void restore(Set<String> names, boolean settled) throws SQLException {
    try (Statement statement = control.createStatement()) {
      sql.run(statement, changes(names), watched(names), settled);
    }
  }

  private List<String> changes(Set<String> names) {
    List<Table> dirty = touched(names);
    List<String> work = new ArrayList<>();
    if (sql.isQuiet(catalog)) {
      restoring(dirty, work);
    } else if (sql.mindsForeignKeys()) {
      restoring(dirty, work);
      restoring(dirty.stream().filter(this::mayGoAlone).toList(), work);
    } else {
      restoring(dirty.stream().filter(Table::hooked).toList(), work);
      restoring(dirty.stream().filter(table -> !table.hooked()).toList(), work);
    }
    return work;
  }

  /**
   * Those that bringing some back would change: all, where a trigger may write to another; who
   * refers to one of them, where foreign keys are minded.
   */
  private List<Table> touched(Set<String> names) {
    Set<String> touched = new LinkedHashSet<>(names);
    if (!names.isEmpty() && !sql.isQuiet(catalog)) {
      touched.addAll(catalog.tables().keySet());
    } else if (sql.mindsForeignKeys()) {
      touched.addAll(withDescendants(touched));
    }
    return parentsFirst.stream().filter(table -> touched.contains(table.name())).toList();
  }

  /** Whether nothing more fires if it is brought back once more, with all that refers to it. */
  private boolean mayGoAlone(Table table) {
    return withDescendants(Set.of(table.name())).stream()
        .flatMap(name -> catalog.table(name).stream())
        .noneMatch(Table::hooked);
  }

  private Set<String> withDescendants(Set<String> names) {
    Set<String> all = new LinkedHashSet<>(names);
    boolean more = true;
    while (more) {
      more = all.addAll(children(all));
    }
    return all;
  }

  private Set<String> children(Set<String> parents) {
    return parentsFirst.stream()
        .filter(table -> parents.contains(table.name()))
        .flatMap(table -> table.children().stream())
        .collect(Collectors.toSet());
  }

  private void restoring(List<Table> tables, List<String> work) {
    for (int i = tables.size() - 1; i >= 0; i--) {
      work.add("delete from " + sql.quoted(tables.get(i).name()));
    }
    for (Table table : tables) {
      String columns =
          table.columns().stream()
              .filter(c -> !c.computed())
              .map(c -> sql.quoted(c.name()))
              .collect(Collectors.joining(", "));
      work.add(
          "%s select %s from %s"
              .formatted(sql.insert(table, columns), columns, sql.temporary(copyOf(table))));
    }
  }

  /**
   * Removes the copies, and sets the connection back to what it was before. Of several on one
   * connection the last one goes first.
   */
  @Override
  public void close() throws SQLException {
    try (Statement statement = control.createStatement()) {
      for (Table table : parentsFirst) {
        sql.forget(statement, copyOf(table));
      }
      sql.setBack(statement);
    }
  }

  /** Removes dead rows, which would change plans in time. */
  public void vacuum() throws SQLException {
    try (Statement statement = control.createStatement()) {
      for (Table table : parentsFirst) {
        sql.vacuum(statement, table);
      }
    }
  }

  private static List<Table> ordered(Catalog catalog) {
    List<Table> done = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    catalog.tables().values().forEach(table -> visit(catalog, table, seen, done));
    return done;
  }

  private static void visit(Catalog catalog, Table table, Set<String> seen, List<Table> done) {
    if (seen.add(table.name())) {
      for (Table.ForeignKey foreignKey : table.parents()) {
        catalog.table(foreignKey.parent()).ifPresent(t -> visit(catalog, t, seen, done));
      }
      done.add(table);
    }
  }
}
