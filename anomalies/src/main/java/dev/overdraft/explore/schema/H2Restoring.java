package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * H2's way: what numbers new rows is in its information schema, and a temporary table is
 * everybody's unless it is said to be local.
 */
final class H2Restoring extends InProcessRestoring {

  H2Restoring(Connection control) throws SQLException {
    super(control);
  }

  @Override
  public String copy(String name, Table table) {
    return "create local temporary table %s as select * from %s"
        .formatted(quoted(name), quoted(table.name()));
  }

  @Override
  public void remember(Catalog catalog, Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            select table_name, column_name, identity_base from information_schema.columns
            where table_schema = current_schema and is_identity = 'YES'
            """)) {
      while (row.next()) {
        counter(
            "alter table \"%s\" alter column \"%s\" restart with %d"
                .formatted(row.getString(1), row.getString(2), row.getLong(3)));
      }
    }
    try (ResultSet row =
        statement.executeQuery(
            """
            select sequence_name, base_value from information_schema.sequences
            where sequence_schema = current_schema
            """)) {
      while (row.next()) {
        counter(
            "alter sequence \"%s\" restart with %d".formatted(row.getString(1), row.getLong(2)));
      }
    }
  }
}
