package dev.overdraft.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A database that we have made in this JVM, which is all ours: there is nobody to lock out, and its
 * only schema is emptied table by table.
 */
final class InProcessSchemas implements Schemas {

  @Override
  public boolean isReserved(String name) {
    return false;
  }

  @Override
  public boolean tryLock(Connection connection, String name) {
    return true;
  }

  @Override
  public boolean lockAtOnce(Connection connection, String name) {
    return true;
  }

  @Override
  public void unlock(Connection connection, String name) {
    // Nobody else can have come in.
  }

  @Override
  public Optional<String> comment(Connection connection, String name) {
    return Optional.of(SchemaLease.COMMENT);
  }

  @Override
  public List<String> recreate(Connection connection, String name, String comment)
      throws SQLException {
    return drop(connection, name);
  }

  /** Tables that others refer to are dropped after those. */
  @Override
  public List<String> drop(Connection connection, String name) throws SQLException {
    List<String[]> left = tables(connection);
    Set<String> statements = new LinkedHashSet<>();
    boolean progress = true;
    while (!left.isEmpty() && progress) {
      List<String[]> referredTo = new ArrayList<>();
      for (String[] table : left) {
        if (referrers(connection, table).stream()
            .anyMatch(r -> !statements.contains(r) && !r.equals(dropping(table)))) {
          referredTo.add(table);
        } else {
          statements.add(dropping(table));
        }
      }
      progress = referredTo.size() < left.size();
      left = referredTo;
    }
    left.forEach(table -> statements.add(dropping(table)));
    return List.copyOf(statements);
  }

  private static List<String[]> tables(Connection connection) throws SQLException {
    List<String[]> tables = new ArrayList<>();
    try (ResultSet rows =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        String schema = rows.getString("TABLE_SCHEM");
        if (schema == null || Set.of("PUBLIC", "APP").contains(schema)) {
          tables.add(new String[] {schema == null ? "" : schema, rows.getString("TABLE_NAME")});
        }
      }
    }
    return tables;
  }

  private static List<String> referrers(Connection connection, String[] table) throws SQLException {
    List<String> statements = new ArrayList<>();
    String schema = table[0].isEmpty() ? null : table[0];
    try (ResultSet keys = connection.getMetaData().getExportedKeys(null, schema, table[1])) {
      while (keys.next()) {
        statements.add(dropping(new String[] {table[0], keys.getString("FKTABLE_NAME")}));
      }
    }
    return statements;
  }

  private static String dropping(String[] table) {
    String name = "\"" + table[1] + "\"";
    return "drop table " + (table[0].isEmpty() ? name : "\"" + table[0] + "\"." + name);
  }
}
