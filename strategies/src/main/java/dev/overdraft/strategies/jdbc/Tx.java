package dev.overdraft.strategies.jdbc;

import dev.overdraft.explore.step.Plumbing;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The open transaction of a strategy: SQL with numbers for parameters, and nothing that would hide
 * a statement.
 *
 * @param connection the connection that it runs on
 */
@Plumbing
public record Tx(Connection connection) {

  /** How a row becomes a value. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** The one number of the first row, or nothing if there is no row. */
  public OptionalLong number(String sql, long... args) throws SQLException {
    Optional<Long> number = one(sql, row -> row.getLong(1), args);
    return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
  }

  /** Rows of two numbers, the second by the first, in the order in which they came. */
  public Map<Long, Long> numbers(String sql, long... args) throws SQLException {
    Map<Long, Long> numbers = new LinkedHashMap<>();
    for (long[] row : all(sql, r -> new long[] {r.getLong(1), r.getLong(2)}, args)) {
      numbers.put(row[0], row[1]);
    }
    return numbers;
  }

  /** The first row, or nothing. */
  public <T> Optional<T> one(String sql, Row<T> value, long... args) throws SQLException {
    return all(sql, value, args).stream().findFirst();
  }

  /** All rows. */
  public <T> List<T> all(String sql, Row<T> value, long... args) throws SQLException {
    try (PreparedStatement statement = bind(sql, args);
        ResultSet rows = statement.executeQuery()) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(value.of(rows));
      }
      return values;
    }
  }

  /** The number of rows that the statement changed. */
  public int update(String sql, long... args) throws SQLException {
    try (PreparedStatement statement = bind(sql, args)) {
      return statement.executeUpdate();
    }
  }

  /**
   * Inserts a row unless its key is taken, and says whether it did; waits for another transaction
   * that has the key and may yet give it up. PostgreSQL and SQLite say {@code on conflict do
   * nothing}, MariaDB {@code insert ignore}.
   */
  public boolean insertNew(String insert, long... args) throws SQLException {
    boolean mariadb = Dialect.of(connection) == Dialect.MARIADB;
    String sql =
        mariadb
            ? insert.replaceFirst("^insert ", "insert ignore ")
            : insert + " on conflict do nothing";
    return update(sql, args) == 1;
  }

  /** The same with parameters that are not all numbers. */
  public int updateWith(String sql, Object... args) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < args.length; i++) {
        statement.setObject(i + 1, args[i]);
      }
      return statement.executeUpdate();
    }
  }

  private PreparedStatement bind(String sql, long... args) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < args.length; i++) {
      statement.setLong(i + 1, args[i]);
    }
    return statement;
  }
}
