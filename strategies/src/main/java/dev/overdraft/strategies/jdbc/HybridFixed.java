package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Reads without a lock, thinks, then locks the row, compares its version and writes.
 *
 * <p>The lock is held for the moment of writing only, and the comparison tells whether the thinking
 * was for nothing; then the whole transaction begins again. Compared with {@code compare-and-swap}
 * it costs a round trip more, and buys that the comparison can be any code. Like it, it validates
 * the rows that are written and none besides: a rule over two rows of which each transaction writes
 * one is not kept.
 *
 * @see <a href="https://doi.org/10.1145/319566.319567">Kung and Robinson 1981, On Optimistic
 *     Methods for Concurrency Control: read, validate, write</a>
 */
public final class HybridFixed extends ReadThenWrite {

  private final Retry retry = new Retry(10);

  public HybridFixed(DataSource dataSource) {
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
    OptionalLong locked =
        tx.number("select version from account where id = ? for update", seen.id());
    if (locked.isEmpty() || locked.getAsLong() != seen.version()) {
      throw new SQLTransactionRollbackException("account " + seen.id() + " has moved on", "40001");
    }
    tx.update(
        "update account set balance = ?, version = version + 1 where id = ?", balance, seen.id());
  }
}
