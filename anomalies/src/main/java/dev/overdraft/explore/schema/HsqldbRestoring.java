package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * HSQLDB's way. Its {@code create temporary table} makes a table that stays, so the copies are
 * tables of the session; and where an identity column goes on is told by its script alone.
 *
 * @see <a href="https://hsqldb.org/doc/2.0/guide/sessions-chapt.html#snc_session_tables">HSQLDB,
 *     session tables</a>
 */
final class HsqldbRestoring extends InProcessRestoring {

  /** Fit for SQL. */
  private final Set<String> tablesWithIdentity = new HashSet<>();

  HsqldbRestoring(Connection control) throws SQLException {
    super(control);
  }

  @Override
  public String temporary(String name) {
    return "session." + quoted(name);
  }

  @Override
  public String copy(String name, Table table) {
    return "declare local temporary table %s as (select * from %s) with data on commit preserve rows"
        .formatted(quoted(name), quoted(table.name()));
  }

  /** It knows no {@code overriding} where there is no identity column to override. */
  @Override
  public String insert(Table table, String columns) {
    return tablesWithIdentity.contains(quoted(table.name()))
        ? super.insert(table, columns)
        : "insert into %s (%s)".formatted(quoted(table.name()), columns);
  }

  /** The lines of the script that say {@code restart with}, of this schema. */
  @Override
  public void remember(Catalog catalog, Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            select table_name from information_schema.columns
            where table_schema = current_schema and is_identity = 'YES'
            """)) {
      while (row.next()) {
        tablesWithIdentity.add('"' + row.getString(1).replace("\"", "\"\"") + '"');
      }
    }
    String ours = ' ' + schema(statement) + '.';
    try (ResultSet row = statement.executeQuery("script")) {
      while (row.next()) {
        String line = row.getString(1);
        if (line.startsWith("ALTER ") && line.contains(" RESTART WITH ") && line.contains(ours)) {
          counter(line);
        }
      }
    }
  }

  /** As the script has it: quoted unless it is in upper case. */
  private static String schema(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("values current_schema")) {
      row.next();
      String name = row.getString(1);
      return name.matches("[A-Z][A-Z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
  }
}
