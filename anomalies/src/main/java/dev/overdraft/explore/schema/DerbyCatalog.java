package dev.overdraft.explore.schema;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Derby's own catalogue. It has no {@code information_schema}, and says which columns an index has
 * in an object only, whose text ends in their numbers: {@code UNIQUE BTREE (1, 2)}.
 *
 * <p>Names that are in upper case throughout are told in lower case, as SQL text has them.
 *
 * @see <a href="https://db.apache.org/derby/docs/10.16/ref/rrefsistabs38369.html">Derby, system
 *     tables</a>
 */
final class DerbyCatalog {

  /** Table and column, as they are stored. */
  static final String NAMES =
      """
      select t.tablename, c.columnname
      from sys.systables t
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      join sys.syscolumns c on c.referenceid = t.tableid
      """;

  private static final String COLUMNS =
      """
      select t.tablename, c.columnname, c.columndatatype, c.columndefault, c.autoincrementinc
      from sys.systables t
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      join sys.syscolumns c on c.referenceid = t.tableid
      where t.tabletype = 'T'
      order by t.tablename, c.columnnumber
      """;

  /** Table, columns, whether they are its primary key. */
  private static final String INDEXES =
      """
      select t.tablename, g.descriptor, case when p.type = 'P' then true else false end
      from sys.systables t
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      join sys.sysconglomerates g on g.tableid = t.tableid and g.isindex
      left join sys.syskeys k on k.conglomerateid = g.conglomerateid
      left join sys.sysconstraints p on p.constraintid = k.constraintid
      """;

  /** Name, child, its columns, parent, the columns referred to. */
  private static final String FOREIGN_KEYS =
      """
      select c.constraintname, t.tablename, g.descriptor, q.tablename, h.descriptor
      from sys.sysforeignkeys f
      join sys.sysconstraints c on c.constraintid = f.constraintid
      join sys.systables t on t.tableid = c.tableid
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      join sys.sysconglomerates g on g.conglomerateid = f.conglomerateid
      join sys.sysconstraints p on p.constraintid = f.keyconstraintid
      join sys.systables q on q.tableid = p.tableid and q.schemaid = s.schemaid
      join sys.syskeys k on k.constraintid = p.constraintid
      join sys.sysconglomerates h on h.conglomerateid = k.conglomerateid and h.tableid = q.tableid
      """;

  private static final String TRIGGERS =
      """
      select t.tablename from sys.systriggers g
      join sys.systables t on t.tableid = g.tableid
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      """;

  private static final String VIEWS =
      """
      select t.tablename from sys.systables t
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      where t.tabletype = 'V'
      """;

  private static final String SEQUENCES =
      """
      select q.sequencename from sys.syssequences q
      join sys.sysschemas s on s.schemaid = q.schemaid and s.schemaname = current schema
      """;

  private final Map<String, List<Table.Column>> columns = new LinkedHashMap<>();
  private final Map<String, List<String>> keys = new LinkedHashMap<>();
  private final Map<String, Set<String>> unique = new LinkedHashMap<>();
  private final ForeignKeys foreignKeys = new ForeignKeys();
  private final Set<String> hooked = new LinkedHashSet<>();

  private DerbyCatalog() {}

  static Catalog read(Connection connection) throws SQLException {
    var found = new DerbyCatalog();
    try (Statement statement = connection.createStatement()) {
      each(statement, COLUMNS, found::column);
      each(statement, INDEXES, found::index);
      each(statement, FOREIGN_KEYS, found::foreignKey);
      each(statement, TRIGGERS, row -> found.hooked.add(folded(row.getString(1))));
      Set<String> views = new LinkedHashSet<>();
      each(statement, VIEWS, row -> views.add(folded(row.getString(1))));
      List<String> sequences = new ArrayList<>();
      each(statement, SEQUENCES, row -> sequences.add(row.getString(1)));
      return new Catalog(Dialect.DERBY, found.tables(), views, sequences);
    }
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private static void each(Statement statement, String query, Row what) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        what.take(row);
      }
    }
  }

  private void column(ResultSet row) throws SQLException {
    String value = row.getString(4) == null ? "" : row.getString(4).toLowerCase(Locale.ROOT);
    columns
        .computeIfAbsent(folded(row.getString(1)), table -> new ArrayList<>())
        .add(
            new Table.Column(
                folded(row.getString(2)),
                row.getString(3).toLowerCase(Locale.ROOT).replace(" not null", ""),
                value.startsWith("generated always as"),
                row.getString(5) != null || value.contains("next value")));
  }

  private void index(ResultSet row) throws SQLException {
    String table = folded(row.getString(1));
    String descriptor = row.getString(2);
    if (row.getBoolean(3)) {
      keys.put(table, columnsOf(descriptor, table));
    } else if (descriptor.startsWith("UNIQUE")) {
      unique
          .computeIfAbsent(table, unseen -> new LinkedHashSet<>())
          .addAll(columnsOf(descriptor, table));
    }
  }

  private void foreignKey(ResultSet row) throws SQLException {
    String child = folded(row.getString(2));
    String parent = folded(row.getString(4));
    List<String> referring = columnsOf(row.getString(3), child);
    List<String> referred = columnsOf(row.getString(5), parent);
    for (int i = 0; i < referring.size(); i++) {
      foreignKeys.column(row.getString(1), child, referring.get(i), parent, referred.get(i));
    }
  }

  private List<String> columnsOf(String descriptor, String table) {
    List<String> names = new ArrayList<>();
    String numbers =
        descriptor.substring(descriptor.lastIndexOf('(') + 1, descriptor.lastIndexOf(')'));
    for (String number : numbers.split(",", -1)) {
      int at = Integer.parseInt(number.replaceAll("\\D", "")) - 1;
      names.add(columns.getOrDefault(table, List.of()).get(at).name());
    }
    return names;
  }

  private Map<String, Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    columns.forEach(
        (name, all) ->
            tables.put(
                name,
                new Table(
                    name,
                    all,
                    keys.getOrDefault(name, List.of()),
                    foreignKeys.of(name),
                    foreignKeys.childrenOf(name),
                    hooked.contains(name),
                    unique.getOrDefault(name, Set.of()))));
    return tables;
  }

  private static String folded(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
  }
}
