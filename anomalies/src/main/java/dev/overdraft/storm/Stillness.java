package dev.overdraft.storm;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Waits until nobody is left on the server who could still change the bank. Until then a row that
 * is absent from the transfer log proves nothing: a backend whose client is gone goes on until it
 * notices, and a prepared transaction waits for ever.
 *
 * <p>Somebody who is left is on PostgreSQL a backend of ours that is not idle (of this bank: its
 * application name says which schema it is for), or a prepared transaction that holds a lock on one
 * of the bank's tables; on MariaDB a session in the bank's database that runs a statement or has a
 * transaction open, or a prepared transaction without a session that is younger than the bank.
 * Asked again and again, a few times a second, up to a bound.
 *
 * <p>An engine in this JVM ends a session while its connection is closed, so there nobody is left.
 *
 * <p>Limits: a strategy that connects by itself and calls itself something else, or uses another
 * database, is not seen. Where the server does not track activities, nobody can tell, and the wait
 * is in vain. MariaDB tells who has a transaction open only to those with the PROCESS privilege.
 *
 * @see <a href="https://www.postgresql.org/docs/18/monitoring-stats.html">PostgreSQL 18, 27.2</a>
 * @see <a href="https://www.postgresql.org/docs/18/view-pg-locks.html">PostgreSQL 18, 53.12</a>
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/system-tables/information-schema/information-schema-tables/information-schema-innodb-tables/information-schema-innodb_trx-table">MariaDB,
 *     INNODB_TRX</a>
 */
final class Stillness {

  /** Longer than InnoDB keeps its table of transactions as it was read before. */
  private static final long AGAIN_MILLIS = 150;

  /** The only locks without a process are those of prepared transactions. */
  private static final String POSTGRESQL =
      """
      select (select count(*) from pg_stat_activity
              where datname = current_database() and usename = current_user
                and application_name = left(current_setting('application_name'), 63)
                and pid <> pg_backend_pid()
                and state is distinct from 'idle')
           + (select count(*) from pg_locks
              where pid is null and database =
                    (select oid from pg_database where datname = current_database())
                and relation in ('account'::regclass, 'transfer_log'::regclass))
      """;

  private static final String MARIADB =
      """
      select count(*) from information_schema.processlist p
      where p.db = database() and p.id <> connection_id() and p.command <> 'Sleep'
      """;

  private static final String OPEN =
      """
      select (select count(*) from information_schema.processlist p
              where p.db = database() and p.id <> connection_id()
                and (p.command <> 'Sleep' or p.id in
                     (select trx_mysql_thread_id from information_schema.innodb_trx)))
           + (select count(*) from information_schema.innodb_trx
              where trx_mysql_thread_id = 0 and trx_started >=
                    (select min(create_time) from information_schema.tables
                     where table_schema = database() and table_name = 'transfer_log'))
      """;

  private static final String DENIED = "42000";

  private final DataSource dataSource;
  private final @Nullable String given;

  /** On the server and in the schema that {@code dataSource} points at. */
  Stillness(DataSource dataSource) {
    this(dataSource, null);
  }

  /**
   * The same, judged by another query.
   *
   * @param given counts who is left; null for what suits the engine
   */
  Stillness(DataSource dataSource, @Nullable String given) {
    this.dataSource = dataSource;
    this.given = given;
  }

  /** Whether it is still, now or before {@code patience} runs out. */
  boolean await(Duration patience) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      Dialect dialect = Dialect.of(connection);
      if (dialect.isInProcess()) {
        return true;
      }
      String ask =
          given != null ? given : dialect == Dialect.POSTGRESQL ? POSTGRESQL : mariadb(statement);
      while (left(statement, ask) > 0) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
      return true;
    }
  }

  /** What those may ask who are not told of transactions is who runs a statement. */
  private static String mariadb(Statement statement) throws SQLException {
    try {
      left(statement, OPEN);
      return OPEN;
    } catch (SQLException refused) {
      if (DENIED.equals(refused.getSQLState())) {
        return MARIADB;
      }
      throw refused;
    }
  }

  private static long left(Statement statement, String ask) throws SQLException {
    try (ResultSet count = statement.executeQuery(ask)) {
      count.next();
      return count.getLong(1);
    }
  }
}
