package dev.overdraft.explore.schema;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL by which one server keeps tables and gets them back. */
interface Restoring {

  /** What stands for no value. */
  String NULL = "null";

  /** The one for a server, on a connection that it may change the settings of. */
  static Restoring on(Connection control, Dialect dialect) throws SQLException {
    return switch (dialect) {
      case POSTGRESQL -> new PostgresRestoring(control);
      case MARIADB -> new MariadbRestoring(control);
      case H2 -> new H2Restoring(control);
      case HSQLDB -> new HsqldbRestoring(control);
      case DERBY -> new DerbyRestoring(control);
      case SQLITE -> throw dialect.notStepped();
    };
  }

  /** A name, fit for SQL. */
  String quoted(String name);

  /** A temporary table's name, fit for SQL. */
  String temporary(String name);

  /** Makes that temporary table anew, with the rows that a table has now. */
  default void keep(Statement statement, String name, Table table) throws SQLException {
    forget(statement, name);
    statement.execute(copy(name, table));
  }

  /** Removes that temporary table, if it is there. */
  default void forget(Statement statement, String name) throws SQLException {
    statement.execute("drop table if exists " + temporary(name));
  }

  /** Sets the connection's settings back to what they were. */
  default void setBack(Statement statement) throws SQLException {}

  /** What makes it. */
  default String copy(String name, Table table) {
    return "create temporary table %s as select * from %s"
        .formatted(quoted(name), quoted(table.name()));
  }

  /**
   * The queries for all rows of all tables, one where it can be: the table's number, then its
   * columns as text.
   */
  List<String> readAll(Catalog catalog);

  /** The columns of such a row; as here where the second column is an array of all of them. */
  default List<String> values(ResultSet row, Table table) throws SQLException {
    List<String> values = new ArrayList<>();
    for (Object value : (Object[]) row.getArray(2).getArray()) {
      values.add(value == null ? NULL : value.toString());
    }
    return values;
  }

  /** The same where each column is one of the row's. */
  static List<String> texts(ResultSet row, Table table) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int at = 2; at < table.columns().size() + 2; at++) {
      String value = row.getString(at);
      values.add(value == null ? NULL : value);
    }
    return values;
  }

  /** The first line of {@code insert into … select} for a table, up to its columns' closing. */
  String insert(Table table, String columns);

  /** Notes where it is now what numbers new rows. */
  void remember(Catalog catalog, Statement statement) throws SQLException;

  /**
   * Whether writing to a table while restoring has no effect on others. If not, tables that
   * triggers may write to come, or come again, after those whose triggers fire.
   */
  boolean isQuiet(Catalog catalog);

  /**
   * Whether foreign keys are minded while restoring, so that no parent goes before its children.
   */
  boolean mindsForeignKeys();

  /**
   * Carries out changes of rows, then sets back what numbers new ones, in as few round trips as can
   * be.
   *
   * @param watched whether a trigger or a foreign key takes notice of them
   * @param settled whether the rows that are restored were all there, only with other values
   */
  void run(Statement statement, List<String> changes, boolean watched, boolean settled)
      throws SQLException;

  /** The same changes as the statements of one message. */
  List<String> message(List<String> changes, boolean watched);

  /**
   * A query for the tables of other schemas whose foreign keys refer to this one's; empty where
   * restoring does not touch them.
   */
  Optional<String> referrers();

  /** The same changes within a transaction that will be rolled back, as far as it covers them. */
  default List<String> rehearsal(List<String> changes, boolean watched) {
    return changes;
  }

  /** Whether restoring a table's rows with other values leaves nothing behind. */
  boolean leavesNothing(Table table);

  /** Removes dead rows of a table, where that is anybody's business but the server's. */
  void vacuum(Statement statement, Table table) throws SQLException;
}
