package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Takes a lock, does its work, gives the lock back, commits: {@code advisory-early-unlock}.
 *
 * <p>The {@code finally} that unlocks stands inside the transaction, where a lock of the session's
 * ({@code pg_advisory_lock}, {@code get_lock}), a Redis lock or a {@code synchronized} method
 * inside {@code @Transactional} puts it. Between unlock and COMMIT the next one has the lock and
 * reads the balance from before, since nothing of the first is visible yet. It then waits for the
 * row, and overwrites it. The window is as long as a commit takes, which is where a durable
 * database spends most of its time.
 *
 * @see <a href="https://github.com/redisson/redisson/issues/2183">redisson#2183</a>
 * @see <a href="https://dl.acm.org/doi/10.1145/3514221.3526120">Tang et al. 2022, Ad Hoc
 *     Transactions in Web Applications</a>
 */
public final class BrokenAdvisoryEarlyUnlock extends ReadThenWrite {

  private final DataSource dataSource;

  public BrokenAdvisoryEarlyUnlock(DataSource dataSource) {
    super(dataSource);
    this.dataSource = dataSource;
  }

  @Override
  protected Receipt run(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Tx tx = new Tx(connection);
      Receipt receipt;
      try {
        receipt = work.on(tx);
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      } finally {
        new SessionLocks(tx).giveBack();
      }
      connection.commit();
      return receipt;
    }
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    Map<Long, Seen> seen = new TreeMap<>();
    for (long id : ids) {
      new SessionLocks(tx).take(id);
      seen.putAll(readEach(tx, List.of(id), "select balance from account where id = ?"));
    }
    return seen;
  }
}
