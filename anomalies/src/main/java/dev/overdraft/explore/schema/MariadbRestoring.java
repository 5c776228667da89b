package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * MariaDB's way: a batch, which its driver sends in one go; foreign keys off, zeros kept as they
 * are. Triggers cannot be switched off.
 *
 * <p><b>Purge.</b> A row that is deleted stays in the index, marked, until InnoDB purges it, and
 * until then it is what gap locks are bound to: the same schedule would wait in one run and not in
 * the next. So after rows have come or gone the next run has to wait until there is nothing left to
 * be purged.
 *
 * <p><b>Counters</b> are set back by an ALTER TABLE that touches no row, also when nothing was left
 * behind: an insert that is rolled back has used a number up.
 *
 * <p>Limits: on a server that others use too, what is left to be purged may be theirs; the wait is
 * bounded. What a run itself deletes may be purged within the run or later.
 */
final class MariadbRestoring implements Restoring {

  private static final String HISTORY = "History list length ";
  private static final long PURGE_PATIENCE_NANOS = 2_000_000_000;

  private final Map<String, Long> numbers = new TreeMap<>();
  private final Set<String> indexed = new TreeSet<>();
  private final List<String> sequences = new ArrayList<>();
  private final String wayBack;

  MariadbRestoring(Connection control) throws SQLException {
    try (Statement statement = control.createStatement()) {
      this.wayBack = wayBack(statement);
      statement.execute(
          "set session foreign_key_checks = 0,"
              + " session sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')");
    }
  }

  private static String wayBack(Statement statement) throws SQLException {
    try (ResultSet answer =
        statement.executeQuery(
            "select concat('set session foreign_key_checks = ', @@foreign_key_checks,"
                + " ', session sql_mode = ', quote(@@sql_mode))")) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Override
  public void setBack(Statement statement) throws SQLException {
    statement.execute(wayBack);
  }

  @Override
  public void forget(Statement statement, String name) throws SQLException {
    statement.execute("drop temporary table if exists " + temporary(name));
  }

  @Override
  public String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  @Override
  public String temporary(String name) {
    return quoted(name);
  }

  @Override
  public List<String> readAll(Catalog catalog) {
    int widest =
        catalog.tables().values().stream().mapToInt(t -> t.columns().size()).max().orElse(0);
    List<String> parts = new ArrayList<>();
    for (Table table : catalog.tables().values()) {
      List<String> columns = new ArrayList<>();
      table.columns().forEach(column -> columns.add(text(column)));
      while (columns.size() < widest) {
        columns.add(NULL);
      }
      parts.add(
          "select %d, %s from %s"
              .formatted(parts.size(), String.join(", ", columns), quoted(table.name())));
    }
    return List.of(String.join(" union all ", parts));
  }

  private String text(Table.Column column) {
    boolean bytes = column.type().contains("binary") || column.type().contains("blob");
    String name = quoted(column.name());
    return bytes ? "hex(" + name + ")" : "cast(" + name + " as char character set utf8mb4)";
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
    numbers.putAll(autoIncrements(statement));
    numbers.keySet().retainAll(catalog.tables().keySet());
    try (ResultSet row =
        statement.executeQuery(
            "select distinct table_name from information_schema.statistics"
                + " where table_schema = database() and index_name <> 'PRIMARY'")) {
      while (row.next()) {
        indexed.add(row.getString(1));
      }
    }
    for (String sequence : catalog.sequences()) {
      try (ResultSet row =
          statement.executeQuery("select next_not_cached_value from " + quoted(sequence))) {
        row.next();
        sequences.add("alter sequence %s restart %d".formatted(quoted(sequence), row.getLong(1)));
      }
    }
  }

  private static Map<String, Long> autoIncrements(Statement statement) throws SQLException {
    Map<String, Long> next = new TreeMap<>();
    try (ResultSet row =
        statement.executeQuery(
            "select table_name, auto_increment from information_schema.tables"
                + " where table_schema = database() and table_type = 'BASE TABLE'"
                + " and auto_increment is not null")) {
      while (row.next()) {
        next.put(row.getString(1), row.getLong(2));
      }
    }
    return next;
  }

  @Override
  public boolean isQuiet(Catalog catalog) {
    return catalog.tables().values().stream().noneMatch(Table::hooked);
  }

  /** They would not notice, with their checks off. */
  @Override
  public Optional<String> referrers() {
    return Optional.empty();
  }

  @Override
  public boolean mindsForeignKeys() {
    return false;
  }

  @Override
  public void run(Statement statement, List<String> changes, boolean watched, boolean settled)
      throws SQLException {
    if (!changes.isEmpty()) {
      for (String each : message(changes, watched)) {
        statement.addBatch(each);
      }
      statement.executeBatch();
    }
    for (String sequence : sequences) {
      statement.execute(sequence);
    }
    if (!numbers.isEmpty()) {
      setNumbersBack(statement);
    }
    if (!settled) {
      awaitPurge(statement);
    }
  }

  @Override
  public List<String> message(List<String> changes, boolean watched) {
    List<String> work = new ArrayList<>(changes);
    work.add(0, "start transaction");
    work.add("commit");
    return work;
  }

  private void setNumbersBack(Statement statement) throws SQLException {
    for (Map.Entry<String, Long> now : autoIncrements(statement).entrySet()) {
      Long wanted = numbers.get(now.getKey());
      if (wanted != null && !wanted.equals(now.getValue())) {
        statement.execute(
            "alter table %s auto_increment = %d".formatted(quoted(now.getKey()), wanted));
      }
    }
  }

  private static void awaitPurge(Statement statement) throws SQLException {
    long giveUp = System.nanoTime() + PURGE_PATIENCE_NANOS;
    while (System.nanoTime() - giveUp < 0) {
      try (ResultSet answer = statement.executeQuery("show engine innodb status")) {
        answer.next();
        String text = answer.getString(3);
        if (text.startsWith(HISTORY + "0\n", Math.max(0, text.indexOf(HISTORY)))) {
          return;
        }
      }
    }
  }

  /** Its primary key finds the marked rows again; any other index keeps the old entries. */
  @Override
  public boolean leavesNothing(Table table) {
    return !table.key().isEmpty() && !indexed.contains(table.name());
  }

  /** InnoDB purges by itself. */
  @Override
  public void vacuum(Statement statement, Table table) {}
}
