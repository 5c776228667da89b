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
import java.util.Optional;
import java.util.Set;

/**
 * The tables, views and sequences of a connection's current schema, read from PostgreSQL's system
 * catalogue.
 *
 * @param tables by name, partitions left to their parents
 * @param views names of views, which hide what they read
 */
public record Catalog(Map<String, Table> tables, Set<String> views, List<String> sequences) {

  private static final String COLUMNS =
      """
      select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
             a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '')
               ~ 'nextval|gen_random_uuid|uuid_generate' or a.atttypid = 'uuid'::regtype,
             coalesce(a.attnum = any(i.indkey), false),
             c.relhasrules or exists (
               select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal),
             exists (
               select from pg_index u where u.indrelid = c.oid and not u.indisprimary
                 and (u.indisunique or u.indisexclusion))
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition
      order by c.relname, a.attnum
      """;

  private static final String FOREIGN_KEYS =
      """
      select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
      from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
      """;

  private static final String OTHERS =
      """
      select relkind, relname from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm', 'S')
      order by relname
      """;

  public Catalog {
    tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    views = Set.copyOf(views);
    sequences = List.copyOf(sequences);
  }

  /** The table of that name. */
  public Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Reads it. */
  public static Catalog read(Connection connection) throws SQLException {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    Set<String> views = new LinkedHashSet<>();
    List<String> sequences = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(COLUMNS)) {
        while (row.next()) {
          drafts.computeIfAbsent(row.getString(1), Draft::new).column(row);
        }
      }
      try (ResultSet row = statement.executeQuery(FOREIGN_KEYS)) {
        while (row.next()) {
          String child = unqualified(row.getString(1));
          String parent = unqualified(row.getString(3));
          drafts.computeIfAbsent(child, Draft::new).parents.put(row.getString(2), parent);
          drafts.computeIfAbsent(parent, Draft::new).children.add(child);
        }
      }
      try (ResultSet row = statement.executeQuery(OTHERS)) {
        while (row.next()) {
          (row.getString(1).equals("S") ? sequences : views).add(row.getString(2));
        }
      }
    }
    Map<String, Table> tables = new LinkedHashMap<>();
    drafts.forEach((name, draft) -> tables.put(name, draft.done()));
    return new Catalog(tables, views, sequences);
  }

  private static String unqualified(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
  }

  private static final class Draft {
    private final String name;
    private final List<Table.Column> columns = new ArrayList<>();
    private final List<String> key = new ArrayList<>();
    final Map<String, String> parents = new LinkedHashMap<>();
    final Set<String> children = new LinkedHashSet<>();
    private boolean hooked;
    private boolean otherUnique;

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
      otherUnique |= row.getBoolean(8);
    }

    Table done() {
      return new Table(name, columns, key, parents, children, hooked, otherUnique);
    }
  }
}
