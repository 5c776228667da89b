package dev.overdraft.explore.lesson;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.StoredNames;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.step.DerbyLockTable;
import dev.overdraft.explore.step.HsqldbSessions;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into all tables from a connection of its own, at READ COMMITTED: what somebody outside of
 * the race can see at that moment. On HSQLDB and Derby he would have to wait for whoever has
 * written, so there it is what could be seen last.
 */
final class Contents implements AutoCloseable {

  private final Connection connection;
  private final Catalog catalog;

  /** What this engine puts around a name. */
  private final String quote;

  private final StoredNames names;

  Contents(Connection connection) throws SQLException {
    this.connection = connection;
    this.quote = connection.getMetaData().getIdentifierQuoteString();
    this.catalog = Catalog.read(connection);
    this.names = StoredNames.of(connection);
  }

  private List<Table> shown() {
    return catalog.tables().values().stream().filter(table -> !table.isOurs()).toList();
  }

  /** Column names, by table. */
  Map<String, List<String>> columns() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (Table table : shown()) {
      columns.put(table.name(), table.columns().stream().map(Table.Column::name).toList());
    }
    return columns;
  }

  /**
   * What is there.
   *
   * @param before what was there before the last step, if there was one
   */
  State read(@Nullable State before) throws SQLException {
    return before != null && wouldWait() ? before : readNow();
  }

  private boolean wouldWait() throws SQLException {
    if (catalog.dialect() == Dialect.DERBY) {
      try (var locks = new DerbyLockTable(connection)) {
        return locks.isAnythingWritten();
      }
    }
    return catalog.dialect() == Dialect.HSQLDB && HsqldbSessions.othersMayHaveLocks(connection);
  }

  private State readNow() throws SQLException {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      for (Table table : shown()) {
        rows.put(table.name(), read(statement, table));
      }
    }
    return new State(rows);
  }

  private List<List<String>> read(Statement statement, Table table) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    int columns = table.columns().size();
    String name = quote + names.stored(table.name()).replace(quote, quote + quote) + quote;
    try (ResultSet row = statement.executeQuery("select * from " + name)) {
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          String value = row.getString(column);
          values.add(value == null ? "null" : value);
        }
        rows.add(values);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
