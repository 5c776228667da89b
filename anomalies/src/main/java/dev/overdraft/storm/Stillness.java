package dev.overdraft.storm;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Waits until nobody is left on the server who could still change the bank. Until then a row that
 * is absent from the transfer log proves nothing: a backend whose client is gone goes on until it
 * notices, and a prepared transaction waits for ever.
 *
 * <p>Somebody who is left is a backend of ours (by its application name) that is not idle, or a
 * prepared transaction that holds a lock on one of the bank's tables. Asked again and again, a few
 * times a second, up to a bound.
 *
 * <p>An engine in this JVM ends a session while its connection is closed, so there nobody is left.
 *
 * <p>Limits: a strategy that connects by itself and calls itself something else is not seen. Where
 * the server does not track activities, nobody can tell, and the wait is in vain.
 *
 * @see <a href="https://www.postgresql.org/docs/18/monitoring-stats.html">PostgreSQL 18, 27.2</a>
 * @see <a href="https://www.postgresql.org/docs/18/view-pg-locks.html">PostgreSQL 18, 53.12</a>
 */
final class Stillness {

  private static final long AGAIN_MILLIS = 50;

  /** The only locks without a process are those of prepared transactions. */
  private static final String LEFT =
      """
      select (select count(*) from pg_stat_activity
              where datname = current_database() and usename = current_user
                and application_name = 'overdraft' and pid <> pg_backend_pid()
                and state is distinct from 'idle')
           + (select count(*) from pg_locks
              where pid is null and database =
                    (select oid from pg_database where datname = current_database())
                and relation in ('account'::regclass, 'transfer_log'::regclass))
      """;

  private final DataSource dataSource;
  private final String left;

  /** On the server and in the schema that {@code dataSource} points at. */
  Stillness(DataSource dataSource) {
    this(dataSource, LEFT);
  }

  /**
   * The same, judged by another query.
   *
   * @param left counts who is left
   */
  Stillness(DataSource dataSource, String left) {
    this.dataSource = dataSource;
    this.left = left;
  }

  /** Whether it is still, now or before {@code patience} runs out. */
  boolean await(Duration patience) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      if (Dialect.of(connection).isInProcess()) {
        return true;
      }
      while (left(statement) > 0) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
      return true;
    }
  }

  private long left(Statement statement) throws SQLException {
    try (ResultSet count = statement.executeQuery(left)) {
      count.next();
      return count.getLong(1);
    }
  }
}
