package dev.overdraft.target;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of an engine that runs in this JVM, and what its levels were measured to be worth.
 *
 * <p>Measured with H2 2.5.252, HSQLDB 2.7.4 (its default transaction model, {@code locks}), Derby
 * 10.16.1.1 and SQLite 3.54.1 (rollback journal), by racing two transactions at every level.
 *
 * @see <a href="https://www.h2database.com/html/advanced.html#transaction_isolation">H2</a>
 * @see <a href="https://hsqldb.org/doc/2.0/guide/sessions-chapt.html#snc_tx_mvcc">HSQLDB</a>
 * @see <a href="https://db.apache.org/derby/docs/10.16/devguide/cdevconcepts15366.html">Derby</a>
 * @see <a href="https://www.sqlite.org/isolation.html">SQLite</a>
 */
final class InProcessSettings {

  private static final Map<Dialect, Map<String, String>> QUESTIONS =
      Map.of(
          Dialect.H2,
          Map.of(
              "mode",
              "select setting_value from information_schema.settings where setting_name ="
                  + " 'MODE'",
              "lock_timeout",
              "call lock_timeout()"),
          Dialect.HSQLDB,
          Map.of(
              "hsqldb.tx",
              "select property_value from information_schema.system_properties"
                  + " where property_name = 'hsqldb.tx'"),
          Dialect.DERBY,
          Map.of(
              "derby.locks.deadlockTimeout",
              "values syscs_util.syscs_get_database_property('derby.locks.deadlockTimeout')",
              "derby.locks.waitTimeout",
              "values syscs_util.syscs_get_database_property('derby.locks.waitTimeout')"),
          Dialect.SQLITE,
          Map.of(
              "journal_mode", "pragma journal_mode",
              "synchronous", "pragma synchronous",
              "busy_timeout", "pragma busy_timeout"));

  private InProcessSettings() {}

  static Settings read(Dialect dialect, Connection connection) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    String version = connection.getMetaData().getDatabaseProductVersion();
    Isolation level = level(connection.getTransactionIsolation());
    values.put("version", version);
    values.put("transaction_isolation", level.sql());
    values.put("storage", dialect == Dialect.SQLITE ? "a file" : "memory");
    for (var question :
        new java.util.TreeMap<>(QUESTIONS.getOrDefault(dialect, Map.of())).entrySet()) {
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery(question.getValue())) {
        if (answer.next() && answer.getString(1) != null) {
          values.put(question.getKey(), answer.getString(1));
        }
      }
    }
    return new Settings(dialect, version.replaceFirst("[ -].*", ""), level, values);
  }

  private static Isolation level(int jdbcLevel) {
    for (Isolation level : Isolation.values()) {
      if (level.jdbcLevel() == jdbcLevel) {
        return level;
      }
    }
    throw new IllegalStateException("no isolation level has the number " + jdbcLevel);
  }

  /** Only SQLite has a file, and syncs it at every commit unless told otherwise (FULL is 2). */
  static boolean durable(Dialect dialect, Map<String, String> values) {
    return dialect == Dialect.SQLITE && values.getOrDefault("synchronous", "0").compareTo("2") >= 0;
  }

  /**
   * H2's SERIALIZABLE is snapshot isolation: the second writer of a row gets 40001, write skew
   * passes. HSQLDB and Derby keep read locks until the end at the two upper levels, so one of two
   * upgrading writers is sacrificed. SQLite has one writer, whatever level it is asked for.
   */
  static Isolation asOnPostgresql(Dialect dialect, Isolation level) {
    if (dialect == Dialect.SQLITE) {
      return Isolation.SERIALIZABLE;
    }
    return switch (level) {
      case READ_UNCOMMITTED, READ_COMMITTED -> Isolation.READ_COMMITTED;
      case REPEATABLE_READ, SERIALIZABLE ->
          dialect == Dialect.H2 ? Isolation.REPEATABLE_READ : Isolation.SERIALIZABLE;
    };
  }

  /** HSQLDB's readers wait for writers even at READ UNCOMMITTED; SQLite's see the last commit. */
  static boolean readsUncommitted(Dialect dialect, Isolation level) {
    return level == Isolation.READ_UNCOMMITTED
        && (dialect == Dialect.H2 || dialect == Dialect.DERBY);
  }
}
