package dev.overdraft.storm;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.recording.Marks;
import dev.overdraft.recording.Recording;
import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.BankLoad;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * A bank on tables of somebody else's: nothing is known of them but where an account's balance is.
 *
 * <p>Its own statements are sent as they are. A trigger on the table of accounts keeps a {@link
 * Journal} of every version of every row, with the operation that made it, which is as good as
 * tables of ours but for one thing: which versions were read has to be worked out.
 *
 * <p>Adds a table, a function and a trigger to the schema; {@link #close} takes them away, and
 * nothing else: accounts and whatever else the service wrote stay. Not thread-safe, but for the
 * connections that it hands out.
 */
public final class TheirTables implements Premises, AutoCloseable {

  private static final String UNIQUE_VIOLATION = "23505";

  private static final String LEFT =
      """
      select count(*) from pg_locks
      where database = (select oid from pg_database where datname = current_database())
        and pid is distinct from pg_backend_pid() and mode = 'RowExclusiveLock'
        and relation in ('%s'::regclass, 'overdraft_journal'::regclass)
      """;

  private final DataSource source;
  private final AccountTable accounts;
  private final Journal journal;

  /**
   * Tables that are there already.
   *
   * @param source connections to their schema, at the isolation level under test; one for each that
   *     a storm's workers hold, and three more
   */
  public TheirTables(DataSource source, AccountTable accounts) {
    this.source = source;
    this.accounts = accounts;
    this.journal = new Journal(accounts);
  }

  @Override
  public Map<Long, Long> prepare(BankLoad load) throws SQLException {
    if (accounts.opening().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' or '%s' is no column, so say how an account is opened: opening(\"insert …\")"
              .formatted(accounts.id(), accounts.cents()));
    }
    try (Connection connection = source.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      if (dialect != Dialect.POSTGRESQL) {
        throw new IllegalArgumentException(
            "tables of one's own are watched on PostgreSQL alone, not on " + dialect.label());
      }
      journal.end(connection);
      open(connection, load);
      Map<Long, Long> opening = journal.balances(connection);
      if (!opening.entrySet().containsAll(load.opening().entrySet())) {
        throw new IllegalArgumentException(
            "accounts were opened with %s, but hold %s".formatted(load.opening(), opening));
      }
      journal.begin(connection);
      return opening;
    }
  }

  private void open(Connection connection, BankLoad load) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(accounts.opening())) {
      for (Map.Entry<Long, Long> account : load.opening().entrySet()) {
        insert.setLong(1, account.getKey());
        insert.setLong(2, account.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException refused) {
      connection.rollback();
      if (UNIQUE_VIOLATION.equals(refused.getSQLState())) {
        requireNoneOf(load, connection, refused);
      }
      throw refused;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void requireNoneOf(BankLoad load, Connection connection, SQLException refused)
      throws SQLException {
    Set<Long> there = new TreeSet<>(journal.balances(connection).keySet());
    there.retainAll(load.opening().keySet());
    if (!there.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' holds account %d, which is to be opened: take away what is there, or what a run"
                  .formatted(accounts.table(), there.iterator().next())
              + " that was killed has left",
          refused);
    }
  }

  @Override
  public Recording recording(long originNanos, long thinkNanos) {
    return Recording.ofOthers(originNanos, thinkNanos);
  }

  @Override
  public HikariDataSource pool(int connections, Recording recording) {
    var config = new HikariConfig();
    config.setPoolName("overdraft");
    config.setDataSource(Marks.on(recording.watch(source), recording));
    config.setMinimumIdle(connections);
    config.setMaximumPoolSize(connections);
    config.setMaxLifetime(0);
    config.setKeepaliveTime(0);
    return new HikariDataSource(config);
  }

  @Override
  public boolean isStill(Duration patience) throws SQLException, InterruptedException {
    return new Stillness(source, LEFT.formatted(accounts.table().replace("'", "''")))
        .await(patience);
  }

  @Override
  public BankSchema.Kept kept(Map<Long, Long> opening) throws SQLException {
    try (Connection connection = source.getConnection()) {
      int level = connection.getTransactionIsolation();
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      BankSchema.Kept kept = journal.kept(connection, opening);
      connection.commit();
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(level);
      return kept;
    }
  }

  /** Takes the journal away. */
  @Override
  public void close() throws SQLException {
    try (Connection connection = source.getConnection()) {
      journal.end(connection);
    }
  }
}
