package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Asks for the row's lock and takes no for an answer: {@code for update nowait}, error 55P03, and
 * the whole transaction again a few times.
 *
 * <p>Nobody queues, so no connection of the pool hangs behind somebody's slow transaction, and
 * nothing can deadlock. The price is that the database's fair queue is replaced by a loop of one's
 * own: on a hot row many give up who would have had their turn, and they get an error for it. In
 * PostgreSQL the refusal ends the transaction; in MariaDB it is error 1205 and ends only the
 * statement, so going on and committing there would keep half a transfer.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-select.html#SQL-FOR-UPDATE-SHARE">PostgreSQL
 *     18, SELECT, the locking clause</a>
 */
public final class SelectForUpdateNowait extends ReadThenWrite {

  private static final int ATTEMPTS = 4;

  private final Retry retry = new Retry(4, ATTEMPTS);

  public SelectForUpdateNowait(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ? for update nowait");
  }
}
