package dev.overdraft.target;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is asked of a MariaDB server about itself, and what it means. */
final class MariadbSettings {

  /** In the order in which they are reported; the level was renamed in 11.1. */
  private static final List<String> NAMES =
      List.of(
          "version",
          "version_comment",
          "transaction_isolation",
          "tx_isolation",
          "innodb_snapshot_isolation",
          "innodb_flush_log_at_trx_commit",
          "innodb_doublewrite",
          "innodb_flush_method",
          "log_bin",
          "sync_binlog",
          "innodb_buffer_pool_size",
          "innodb_deadlock_detect",
          "innodb_lock_wait_timeout",
          "innodb_rollback_on_timeout",
          "lock_wait_timeout",
          "max_connections",
          "sql_mode",
          "time_zone");

  private MariadbSettings() {}

  static Settings read(Connection connection) throws SQLException {
    String wanted = NAMES.stream().collect(Collectors.joining("', '", "'", "'"));
    Map<String, String> found = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("show variables where variable_name in (" + wanted + ")")) {
      while (row.next()) {
        found.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2));
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = found.get(name);
      if (value != null && !value.isEmpty()) {
        values.put(name, value);
      }
    }
    String level = values.getOrDefault("transaction_isolation", found.get("tx_isolation"));
    return new Settings(
        Dialect.MARIADB,
        bare(values.getOrDefault("version", "unknown")),
        Isolation.parse(String.valueOf(level)),
        values);
  }

  /** {@code 10.11.19-MariaDB-0+deb12u1} is 10.11.19. */
  private static String bare(String version) {
    return version.replaceFirst("-.*", "");
  }

  /** With a binary log, that has to reach the disk too: recovery goes by it. */
  static boolean durable(Map<String, String> values) {
    boolean log = on(values, "log_bin") && !"1".equals(values.get("sync_binlog"));
    return "1".equals(values.get("innodb_flush_log_at_trx_commit"))
        && on(values, "innodb_doublewrite")
        && !log;
  }

  static Isolation asOnPostgresql(Isolation level, Map<String, String> values) {
    return switch (level) {
      case READ_UNCOMMITTED, READ_COMMITTED -> Isolation.READ_COMMITTED;
      case REPEATABLE_READ ->
          on(values, "innodb_snapshot_isolation")
              ? Isolation.REPEATABLE_READ
              : Isolation.READ_COMMITTED;
      case SERIALIZABLE -> Isolation.SERIALIZABLE;
    };
  }

  private static boolean on(Map<String, String> values, String name) {
    return List.of("ON", "1").contains(values.getOrDefault(name, "").toUpperCase(Locale.ROOT));
  }
}
