package dev.overdraft.explore.schema;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables, views and sequences of a connection's current schema, read from the server's own
 * catalogue.
 *
 * @param tables by name, partitions left to their parents
 * @param views names of views, which hide what they read
 */
public record Catalog(
    Dialect dialect, Map<String, Table> tables, Set<String> views, List<String> sequences) {

  public Catalog {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    views = Set.copyOf(views);
    sequences = List.copyOf(sequences);
  }

  /** The table of that name. */
  public Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Reads it. */
  public static Catalog read(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    if (dialect == Dialect.DERBY) {
      return DerbyCatalog.read(connection);
    }
    CatalogSql sql =
        switch (dialect) {
          case POSTGRESQL -> CatalogSql.POSTGRESQL;
          case MARIADB -> CatalogSql.MARIADB;
          case H2 -> CatalogSql.H2;
          case HSQLDB -> CatalogSql.HSQLDB;
          case DERBY, SQLITE -> throw dialect.notStepped();
        };
    Map<String, Draft> drafts = new LinkedHashMap<>();
    var foreignKeys = new ForeignKeys();
    Set<String> views = new LinkedHashSet<>();
    List<String> sequences = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(sql.columns())) {
        while (row.next()) {
          drafts.computeIfAbsent(row.getString(1), Draft::new).column(row);
        }
      }
      try (ResultSet row = statement.executeQuery(sql.foreignKeys())) {
        while (row.next()) {
          foreignKeys.column(
              row.getString(1),
              unqualified(row.getString(2)),
              row.getString(3),
              unqualified(row.getString(4)),
              row.getString(5));
        }
      }
      try (ResultSet row = statement.executeQuery(sql.others())) {
        while (row.next()) {
          (row.getString(1).equals("S") ? sequences : views).add(row.getString(2));
        }
      }
    }
    Map<String, Table> tables = new LinkedHashMap<>();
    drafts.forEach((name, draft) -> tables.put(name, draft.done(foreignKeys)));
    return new Catalog(dialect, tables, views, sequences);
  }

  private static String unqualified(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
  }

  private static final class Draft {
    private final String name;
    private final List<Table.Column> columns = new ArrayList<>();
    private final List<String> key = new ArrayList<>();
    private final Set<String> unique = new LinkedHashSet<>();
    private boolean hooked;

    Draft(String name) {
      this.name = name;
    }

    void column(ResultSet row) throws SQLException {
      columns.add(
          new Table.Column(
              row.getString(2), row.getString(3), row.getBoolean(4), row.getBoolean(5)));
      if (row.getBoolean(6)) {
        key.add(row.getString(2));
      }
      hooked |= row.getBoolean(7);
      if (row.getBoolean(8)) {
        unique.add(row.getString(2));
      }
    }

    Table done(ForeignKeys all) {
      return new Table(name, columns, key, all.of(name), all.childrenOf(name), hooked, unique);
    }
  }
}
