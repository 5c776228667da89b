package dev.overdraft.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MariaDB's schemas, which it calls databases: locked by a user lock. Dropping one waits for those
 * who use its tables, here for ten seconds at most.
 *
 * <p>DDL is not transactional: a run that dies between drop and create leaves none, which the next
 * one takes for what it is.
 *
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/sql-functions/secondary-functions/miscellaneous-functions/get_lock">GET_LOCK</a>
 */
final class MariadbSchemas implements Schemas {

  private static final Set<String> RESERVED =
      Set.of("mysql", "sys", "information_schema", "performance_schema");
  private static final int PATIENCE_SECONDS = 2;

  @Override
  public boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  @Override
  public boolean tryLock(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set session lock_wait_timeout = 10, session innodb_lock_wait_timeout = 10");
    }
    return lock(connection, name, PATIENCE_SECONDS);
  }

  @Override
  public boolean lockAtOnce(Connection connection, String name) throws SQLException {
    return lock(connection, name, 0);
  }

  private static boolean lock(Connection connection, String name, int seconds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select get_lock(?, ?)")) {
      statement.setString(1, lock(name));
      statement.setInt(2, seconds);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getInt(1) == 1;
      }
    }
  }

  @Override
  public void unlock(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select release_lock(?)")) {
      statement.setString(1, lock(name));
      statement.execute();
    }
  }

  private static String lock(String name) {
    return "overdraft schema " + name;
  }

  @Override
  public Optional<String> comment(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select schema_comment from information_schema.schemata where schema_name = ?")) {
      statement.setString(1, name);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() ? Optional.of(answer.getString(1)) : Optional.empty();
      }
    }
  }

  @Override
  public List<String> recreate(Connection connection, String name, String comment) {
    return List.of(
        "drop database if exists " + name,
        "create database %s comment = '%s'".formatted(name, comment));
  }

  @Override
  public List<String> drop(Connection connection, String name) {
    return List.of("drop database if exists " + name);
  }
}
