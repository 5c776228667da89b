package dev.overdraft.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's schemas: made and dropped in one transaction, locked by an advisory lock.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL
 *     18, 13.3.5</a>
 */
final class PostgresSchemas implements Schemas {

  private static final int LOCK_FAMILY = 0x0D_0A_F7;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  @Override
  public boolean isReserved(String name) {
    return name.startsWith("pg_");
  }

  @Override
  public boolean tryLock(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set lock_timeout = '2s'");
      advisory("pg_advisory_lock", connection, name);
      statement.execute("set lock_timeout = '10s'");
      return true;
    } catch (SQLException failure) {
      if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
        return false;
      }
      throw failure;
    }
  }

  @Override
  public void unlock(Connection connection, String name) throws SQLException {
    advisory("pg_advisory_unlock", connection, name);
  }

  private static void advisory(String function, Connection connection, String name)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select " + function + "(?, hashtext(?))")) {
      statement.setInt(1, LOCK_FAMILY);
      statement.setString(2, name);
      statement.execute();
    }
  }

  @Override
  public Optional<String> comment(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select coalesce(obj_description(oid, 'pg_namespace'), '')"
                + " from pg_namespace where nspname = ?")) {
      statement.setString(1, name);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() ? Optional.of(answer.getString(1)) : Optional.empty();
      }
    }
  }

  @Override
  public List<String> recreate(Connection connection, String name, String comment) {
    return List.of(
        "begin",
        "set local client_min_messages = warning",
        "drop schema if exists " + name + " cascade",
        "create schema " + name,
        "comment on schema " + name + " is '" + comment + "'",
        "commit");
  }

  @Override
  public List<String> drop(Connection connection, String name) {
    return List.of(
        "begin",
        "set local client_min_messages = warning",
        "drop schema if exists " + name + " cascade",
        "commit");
  }
}
