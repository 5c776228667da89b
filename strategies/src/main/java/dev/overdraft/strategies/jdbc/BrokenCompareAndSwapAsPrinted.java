package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Compares the version, and never changes it: {@code compare-and-swap-as-printed}.
 *
 * <p>{@code filter(id=…, modified=seen).update(balance=new)}, says the slide, and the update counts
 * one row, so all seems well. But a bulk update skips the field that {@code save()} would have
 * stamped, so the next writer with the same stale version finds it just as he remembers it. Half of
 * compare-and-swap is the swap of what is compared. Every other writer has to do it as well.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django</a>
 * @see <a href="https://issues.apache.org/jira/browse/FINERACT-1659">FINERACT-1659</a>
 */
public final class BrokenCompareAndSwapAsPrinted extends ReadThenWrite {

  private final Retry retry = new Retry(9);

  public BrokenCompareAndSwapAsPrinted(DataSource dataSource) {
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
    int rows =
        tx.update(
            "update account set balance = ? where id = ? and version = ?",
            balance,
            seen.id(),
            seen.version());
    if (rows != 1) {
      throw new SQLTransactionRollbackException("account " + seen.id() + " has moved on", "40001");
    }
  }
}
