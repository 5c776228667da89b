package dev.overdraft.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's schemas: made and dropped in one transaction, locked by an advisory lock. What is
 * prepared and still has to do with one goes with it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL
 *     18, 13.3.5</a>
 */
final class PostgresSchemas implements Schemas {

  private static final int LOCK_FAMILY = 0x0D_0A_F7;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * The only locks without a process are those of prepared transactions, each of which has one on
   * its own number.
   */
  private static final String PREPARED =
      """
      select distinct quote_literal(p.gid)
      from pg_prepared_xacts p
      join pg_locks own on own.pid is null and own.transactionid = p.transaction
      join pg_locks l on l.pid is null and l.virtualtransaction = own.virtualtransaction
      join pg_class c on c.oid = l.relation
      join pg_namespace n on n.oid = c.relnamespace
      where p.database = current_database() and n.nspname = ?
        and l.database = (select oid from pg_database where datname = current_database())
      """;

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
  public boolean lockAtOnce(Connection connection, String name) throws SQLException {
    return advisory("pg_try_advisory_lock", connection, name);
  }

  @Override
  public void unlock(Connection connection, String name) throws SQLException {
    advisory("pg_advisory_unlock", connection, name);
  }

  /** Whether it says yes; {@code pg_advisory_lock} says nothing. */
  private static boolean advisory(String function, Connection connection, String name)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select " + function + "(?, hashtext(?))::text = 'true'")) {
      statement.setInt(1, LOCK_FAMILY);
      statement.setString(2, name);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
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
  public List<String> recreate(Connection connection, String name, String comment)
      throws SQLException {
    return dropAnd(
        connection,
        name,
        "create schema " + name,
        "comment on schema " + name + " is '" + comment + "'");
  }

  @Override
  public List<String> drop(Connection connection, String name) throws SQLException {
    return dropAnd(connection, name);
  }

  /** Drops it, and does more in the same transaction. */
  private static List<String> dropAnd(Connection connection, String name, String... more)
      throws SQLException {
    List<String> statements = rollbacks(connection, name);
    statements.add("begin");
    statements.add("set local client_min_messages = warning");
    statements.add("drop schema if exists " + name + " cascade");
    statements.addAll(List.of(more));
    statements.add("commit");
    return statements;
  }

  /** What a killed run has prepared holds its locks on the tables, and nobody else will end it. */
  private static List<String> rollbacks(Connection connection, String name) throws SQLException {
    List<String> statements = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PREPARED)) {
      statement.setString(1, name);
      try (ResultSet prepared = statement.executeQuery()) {
        while (prepared.next()) {
          statements.add("rollback prepared " + prepared.getString(1));
        }
      }
    }
    return statements;
  }
}
