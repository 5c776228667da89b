package dev.overdraft.target;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server said about itself, read back over a connection like the ones that the run uses. A
 * level that was asked for and silently lowered, or durability that is switched off, shows here.
 *
 * @param version as the server writes it: {@code 18.6}
 * @param isolation the level in force on that connection
 * @param values every setting asked for, by the server's own name, in a stable order; a setting
 *     that this server does not know is absent
 */
public record Settings(
    Dialect dialect, String version, Isolation isolation, Map<String, String> values) {

  /** PostgreSQL's names, in the order in which they are reported. */
  private static final List<String> POSTGRESQL_NAMES =
      List.of(
          "server_version",
          "transaction_isolation",
          "default_transaction_isolation",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "max_connections",
          "max_prepared_transactions",
          "shared_buffers",
          "deadlock_timeout",
          "lock_timeout",
          "statement_timeout",
          "idle_in_transaction_session_timeout",
          "TimeZone");

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Whether an acknowledged commit survives a crash of the server. On PostgreSQL: {@code fsync} and
   * {@code full_page_writes} on, {@code synchronous_commit} not off. Otherwise neither a durability
   * verdict nor a throughput figure means anything.
   */
  public boolean durable() {
    return switch (dialect) {
      case POSTGRESQL -> postgresqlDurable();
      case MARIADB -> MariadbSettings.durable(values);
      case H2, HSQLDB, DERBY, SQLITE -> InProcessSettings.durable(dialect, values);
    };
  }

  /**
   * The level of PostgreSQL that treats a second writer as this server treats him at {@code level}.
   *
   * <p>InnoDB's REPEATABLE READ lets him overwrite what was committed after his snapshot, as READ
   * COMMITTED does, unless {@code innodb_snapshot_isolation} is on.
   *
   * @see <a
   *     href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-system-variables#innodb_snapshot_isolation">
   *     innodb_snapshot_isolation</a>
   */
  public Isolation asOnPostgresql(Isolation level) {
    return switch (dialect) {
      case POSTGRESQL -> level;
      case MARIADB -> MariadbSettings.asOnPostgresql(level, values);
      case H2, HSQLDB, DERBY, SQLITE -> InProcessSettings.asOnPostgresql(dialect, level);
    };
  }

  /**
   * Whether a transaction at a level sees what others have not committed: on no level of
   * PostgreSQL, whose READ UNCOMMITTED is READ COMMITTED.
   */
  public boolean readsUncommitted(Isolation level) {
    return switch (dialect) {
      case POSTGRESQL -> false;
      case MARIADB -> level == Isolation.READ_UNCOMMITTED;
      case H2, HSQLDB, DERBY, SQLITE -> InProcessSettings.readsUncommitted(dialect, level);
    };
  }

  /**
   * Whether one statement at a level can see half a transaction: an engine that reads under locks
   * and drops each before it takes the next may meet a writer between two rows.
   */
  public boolean readsTorn(Isolation level) {
    return dialect == Dialect.DERBY && asOnPostgresql(level) == Isolation.READ_COMMITTED;
  }

  private boolean postgresqlDurable() {
    return "on".equals(values.get("fsync"))
        && "on".equals(values.get("full_page_writes"))
        && !"off".equals(values.getOrDefault("synchronous_commit", "off"));
  }

  static Settings read(Dialect dialect, Connection connection) throws SQLException {
    return switch (dialect) {
      case POSTGRESQL -> readPostgresql(connection);
      case MARIADB -> MariadbSettings.read(connection);
      case H2, HSQLDB, DERBY, SQLITE -> InProcessSettings.read(dialect, connection);
    };
  }

  private static Settings readPostgresql(Connection connection) throws SQLException {
    var values = new LinkedHashMap<String, String>();
    try (PreparedStatement ask =
        connection.prepareStatement("select coalesce(current_setting(?, true), '')")) {
      for (String name : POSTGRESQL_NAMES) {
        ask.setString(1, name);
        try (ResultSet answer = ask.executeQuery()) {
          answer.next();
          String value = answer.getString(1);
          if (!value.isEmpty()) {
            values.put(name, value);
          }
        }
      }
    }
    return new Settings(
        Dialect.POSTGRESQL,
        values.getOrDefault("server_version", "unknown"),
        Isolation.parse(values.getOrDefault("transaction_isolation", "")),
        values);
  }
}
