package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Reads without a lock, describes how to lock and validate, and writes: {@code hybrid-as-printed}.
 *
 * <p>The slide's {@code select_for_update().filter(id=…, version=seen)} is a query that nobody
 * evaluates, so nothing is locked and nothing compared, and the stale object is saved over whatever
 * is there: 20 became 90 again. As {@code select-for-update-lazy}, with a check in it that inspires
 * more confidence.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django</a>
 */
public final class BrokenHybridAsPrinted extends ReadThenWrite {

  private final Retry retry = new Retry(11);

  public BrokenHybridAsPrinted(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readVersions(tx, ids);
  }

  @Override
  protected void write(Tx tx, Seen seen, long balance) throws SQLException {
    Optional<Callable<OptionalLong>> locked = Optional.of(selectForUpdate(tx, seen));
    if (locked.isEmpty()) {
      throw new SQLTransactionRollbackException("account " + seen.id() + " has moved on", "40001");
    }
    tx.update(
        "update account set balance = ?, version = version + 1 where id = ?", balance, seen.id());
  }

  /** A query that would find the row if it is the one that was read; to be called by somebody. */
  private static Callable<OptionalLong> selectForUpdate(Tx tx, Seen seen) {
    return () ->
        tx.number(
            "select id from account where id = ? and version = ? for update",
            seen.id(),
            seen.version());
  }
}
