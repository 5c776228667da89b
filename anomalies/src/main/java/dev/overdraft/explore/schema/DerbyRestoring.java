package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Derby's way. It makes a temporary table from no query, turns no floating point number into text,
 * takes no value for a column that is always numbered, and sets no sequence back: so copies are
 * declared column by column, tables are read one by one, such a column gives way while its table is
 * restored, and a sequence that has moved is made anew.
 *
 * @see <a href="https://db.apache.org/derby/docs/10.16/ref/rrefdeclaretemptable.html">Derby,
 *     DECLARE GLOBAL TEMPORARY TABLE</a>
 */
final class DerbyRestoring extends InProcessRestoring {

  private static final String NO_SUCH_TABLE = "42Y55";

  /** Types that no temporary table takes. */
  private static final Pattern LARGE = Pattern.compile("(clob|blob|long|xml).*");

  private static final String NUMBERED =
      """
      select t.tablename, c.columnname, c.columndefault
      from sys.systables t
      join sys.sysschemas s on s.schemaid = t.schemaid and s.schemaname = current schema
      join sys.syscolumns c on c.referenceid = t.tableid
      where c.autoincrementinc is not null
      """;

  private static final String SEQUENCES =
      """
      select q.sequencename, q.sequencedatatype, q.increment, q.minimumvalue, q.maximumvalue,
             case when q.cycleoption = 'Y' then 'cycle' else 'no cycle' end
      from sys.syssequences q
      join sys.sysschemas s on s.schemaid = q.schemaid and s.schemaname = current schema
      """;

  private static final String REFERRERS =
      """
      select distinct n.schemaname || '.' || t.tablename
      from sys.sysforeignkeys f
      join sys.sysconstraints c on c.constraintid = f.constraintid
      join sys.systables t on t.tableid = c.tableid
      join sys.sysschemas n on n.schemaid = t.schemaid and n.schemaname <> current schema
      join sys.sysconstraints p on p.constraintid = f.keyconstraintid
      join sys.systables q on q.tableid = p.tableid
      join sys.sysschemas s on s.schemaid = q.schemaid and s.schemaname = current schema
      """;

  /** Gives the next value without using it. */
  private record Counter(String peek, long value, List<String> settingBack) {}

  private final List<Counter> counters = new ArrayList<>();

  /** The columns that are always numbered, by their tables, both fit for SQL. */
  private final Map<String, String> always = new LinkedHashMap<>();

  DerbyRestoring(Connection control) throws SQLException {
    super(control);
  }

  @Override
  public String temporary(String name) {
    return "session." + quoted(name);
  }

  /**
   * @throws IllegalArgumentException if it has a column that cannot be copied
   */
  @Override
  public void keep(Statement statement, String name, Table table) throws SQLException {
    for (Table.Column column : table.columns()) {
      if (LARGE.matcher(column.type()).matches()) {
        throw new IllegalArgumentException(
            "Derby takes no %s into a temporary table, so %s.%s cannot be brought back between"
                    .formatted(column.type(), table.name(), column.name())
                + " schedules: leave that column out of what is explored");
      }
    }
    forget(statement, name);
    statement.execute(copy(name, table));
    statement.execute(
        "insert into %s select * from %s".formatted(temporary(name), quoted(table.name())));
  }

  @Override
  public void forget(Statement statement, String name) throws SQLException {
    try {
      statement.execute("drop table " + temporary(name));
    } catch (SQLException none) {
      if (!NO_SUCH_TABLE.equals(none.getSQLState())) {
        throw none;
      }
    }
  }

  @Override
  public String copy(String name, Table table) {
    return table.columns().stream()
        .map(column -> quoted(column.name()) + ' ' + column.type())
        .collect(
            Collectors.joining(
                ", ",
                "declare global temporary table " + temporary(name) + " (",
                ") on commit preserve rows not logged"));
  }

  @Override
  public List<String> readAll(Catalog catalog) {
    List<String> queries = new ArrayList<>();
    for (Table table : catalog.tables().values()) {
      String columns =
          table.columns().stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
      queries.add("select %d, %s from %s".formatted(queries.size(), columns, quoted(table.name())));
    }
    return queries;
  }

  @Override
  public List<String> values(ResultSet row, Table table) throws SQLException {
    return Restoring.texts(row, table);
  }

  @Override
  public String insert(Table table, String columns) {
    return "insert into %s (%s)".formatted(quoted(table.name()), columns);
  }

  @Override
  public void remember(Catalog catalog, Statement statement) throws SQLException {
    String schema;
    try (ResultSet row = statement.executeQuery("values current schema")) {
      row.next();
      schema = row.getString(1);
    }
    Map<String, LongFunction<List<String>>> settingBack = new LinkedHashMap<>();
    try (ResultSet row = statement.executeQuery(NUMBERED)) {
      while (row.next()) {
        String table = inQuotes(row.getString(1));
        String column = inQuotes(row.getString(2));
        if (row.getString(3) == null) {
          always.put(table, column);
        }
        settingBack.put(
            peek("identity", schema, row.getString(1)),
            next ->
                List.of(
                    "alter table " + table + " alter column " + column + " restart with " + next));
      }
    }
    try (ResultSet row = statement.executeQuery(SEQUENCES)) {
      while (row.next()) {
        String name = inQuotes(row.getString(1));
        String type = row.getString(2).replace(" NOT NULL", "");
        String rest =
            " increment by %s minvalue %s maxvalue %s %s"
                .formatted(row.getString(3), row.getString(4), row.getString(5), row.getString(6));
        settingBack.put(
            peek("sequence", schema, row.getString(1)),
            next ->
                List.of(
                    "drop sequence " + name + " restrict",
                    "create sequence " + name + " as " + type + " start with " + next + rest));
      }
    }
    for (Map.Entry<String, LongFunction<List<String>>> each : settingBack.entrySet()) {
      next(statement, each.getKey())
          .ifPresent(n -> counters.add(new Counter(each.getKey(), n, each.getValue().apply(n))));
    }
  }

  private static String inQuotes(String stored) {
    return '"' + stored.replace("\"", "\"\"") + '"';
  }

  private static String peek(String what, String schema, String name) {
    return "values syscs_util.syscs_peek_at_%s('%s', '%s')"
        .formatted(what, schema.replace("'", "''"), name.replace("'", "''"));
  }

  /** Empty for one that has come to its end. */
  private static OptionalLong next(Statement statement, String peek) throws SQLException {
    try (ResultSet row = statement.executeQuery(peek)) {
      row.next();
      long next = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
    }
  }

  @Override
  public void run(Statement statement, List<String> changes, boolean watched, boolean settled)
      throws SQLException {
    super.run(statement, changes, watched, settled);
    for (Counter counter : counters) {
      if (!next(statement, counter.peek()).equals(OptionalLong.of(counter.value()))) {
        for (String sql : counter.settingBack()) {
          statement.execute(sql);
        }
      }
    }
  }

  /** With what makes an always numbered column give way. */
  @Override
  public List<String> message(List<String> changes, boolean watched) {
    List<String> work = new ArrayList<>();
    for (String change : changes) {
      List<String> givingWay = givingWay(change);
      givingWay.forEach(alter -> work.add(alter + " set generated by default"));
      work.add(change);
      givingWay.forEach(alter -> work.add(alter + " set generated always"));
    }
    return work;
  }

  @Override
  public List<String> rehearsal(List<String> changes, boolean watched) {
    return message(changes, watched);
  }

  @Override
  public Optional<String> referrers() {
    return Optional.of(REFERRERS);
  }

  private List<String> givingWay(String change) {
    return always.entrySet().stream()
        .filter(each -> change.startsWith("insert into " + each.getKey() + " ("))
        .map(each -> "alter table %s alter column %s".formatted(each.getKey(), each.getValue()))
        .toList();
  }
}
