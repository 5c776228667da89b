package dev.overdraft.scenarios;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Plain JDBC with the boilerplate taken out, as every application has somewhere. It hides no
 * statement: each call is one round trip.
 *
 * @param connection the connection that it runs on
 */
public record Sql(Connection connection) {

  /** What is done on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Sql sql) throws SQLException;
  }

  /** How a row becomes a value. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Begin, work, commit; or roll back, if anything was thrown. */
  public static <T> T inTransaction(DataSource dataSource, Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      return committed(connection, work);
    }
  }

  /** The same at a level of its own, whatever the connection's is. */
  public static <T> T inTransaction(DataSource dataSource, Isolation level, Work<T> work)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setTransactionIsolation(level.jdbcLevel());
      connection.setAutoCommit(false);
      return committed(connection, work);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    try {
      T result = work.on(new Sql(connection));
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException failed) {
      try {
        connection.rollback();
      } catch (SQLException further) {
        failed.addSuppressed(further);
      }
      throw failed;
    }
  }

  /** Every statement is a transaction of its own. */
  public static <T> T autocommit(DataSource dataSource, Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(new Sql(connection));
    }
  }

  /** The one number of the first row. */
  public long number(String query, Object... values) throws SQLException {
    return find(query, values).orElseThrow(() -> new NoSuchElementException("no row: " + query));
  }

  /** The one number of the first row, if there is a row. */
  public OptionalLong find(String query, Object... values) throws SQLException {
    return numbers(query, values).stream().mapToLong(Long::longValue).findFirst();
  }

  /** The first column of all rows. */
  public List<Long> numbers(String query, Object... values) throws SQLException {
    return all(query, row -> row.getLong(1), values);
  }

  /** All rows. */
  public <T> List<T> all(String query, Row<T> row, Object... values) throws SQLException {
    try (PreparedStatement statement = bound(query, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.of(rows));
      }
      return all;
    }
  }

  /** Runs a statement whose answer does not matter. */
  public void run(String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = bound(statement, values)) {
      prepared.execute();
    }
  }

  /** Whether there is a row. */
  public boolean exists(String query, Object... values) throws SQLException {
    return find(query, values).isPresent();
  }

  /** The number of rows that the statement changed. */
  public int update(String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = bound(statement, values)) {
      return prepared.executeUpdate();
    }
  }

  private PreparedStatement bound(String text, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
