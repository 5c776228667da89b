package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** PostgreSQL's way: several statements in one message, triggers off where we may. */
final class PostgresRestoring implements Restoring {

  private static final String REFERRERS =
      """
      select distinct n.nspname || '.' || t.relname
      from pg_constraint c
      join pg_class p on p.oid = c.confrelid
        and p.relnamespace = current_schema()::regnamespace
      join pg_class t on t.oid = c.conrelid and t.relnamespace <> p.relnamespace
      join pg_namespace n on n.oid = t.relnamespace
      where c.contype = 'f'
      """;

  private final boolean quiet;
  private String counters = "";
  private boolean referredTo;

  PostgresRestoring(Connection control) throws SQLException {
    this.quiet = maySwitchTriggersOff(control);
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

  @Override
  public String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public String temporary(String name) {
    return "pg_temp." + quoted(name);
  }

  @Override
  public List<String> readAll(Catalog catalog) {
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
    return List.of(String.join(" union all ", parts));
  }

  @Override
  public String insert(Table table, String columns) {
    return "insert into %s (%s) overriding system value".formatted(quoted(table.name()), columns);
  }

  @Override
  public void remember(Catalog catalog, Statement statement) throws SQLException {
    List<String> calls = new ArrayList<>();
    for (String sequence : catalog.sequences()) {
      try (ResultSet row =
          statement.executeQuery("select last_value, is_called from " + quoted(sequence))) {
        row.next();
        calls.add(
            "setval('%s', %d, %b)".formatted(quoted(sequence), row.getLong(1), row.getBoolean(2)));
      }
    }
    counters = calls.isEmpty() ? "" : "select " + String.join(", ", calls);
    try (ResultSet referrer = statement.executeQuery(REFERRERS)) {
      referredTo = referrer.next();
    }
  }

  @Override
  public boolean isQuiet(Catalog catalog) {
    return quiet || catalog.tables().values().stream().noneMatch(Table::hooked);
  }

  @Override
  public boolean mindsForeignKeys() {
    return !quiet;
  }

  @Override
  public void run(Statement statement, List<String> changes, boolean watched, boolean settled)
      throws SQLException {
    List<String> work = message(changes, watched);
    if (!work.isEmpty()) {
      statement.execute(String.join("; ", work));
    }
  }

  @Override
  public List<String> message(List<String> changes, boolean watched) {
    List<String> work = new ArrayList<>(changes);
    if (!counters.isEmpty()) {
      work.add(counters);
    }
    if (quiet && (watched || referredTo)) {
      work.add(0, "set session_replication_role = replica");
      work.add("set session_replication_role = origin");
    }
    return work;
  }

  @Override
  public Optional<String> referrers() {
    return quiet ? Optional.empty() : Optional.of(REFERRERS);
  }

  /** With what a constraint trigger puts off until the transaction commits. */
  @Override
  public List<String> rehearsal(List<String> changes, boolean watched) {
    List<String> work = message(changes, watched);
    work.add("set constraints all immediate");
    return work;
  }

  /** Dead rows are removed every now and then, and lock nobody meanwhile. */
  @Override
  public boolean leavesNothing(Table table) {
    return true;
  }

  @Override
  public void vacuum(Statement statement, Table table) throws SQLException {
    statement.execute("vacuum " + quoted(table.name()));
  }
}
