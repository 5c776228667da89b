package dev.overdraft.strategies.jdbc;

import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Leaves locked rows out of the answer: {@code for update skip locked}, and tells "locked" from
 * "absent" by asking once more.
 *
 * <p>Made for queues, where any other row will do. For a named account no other row will do, and an
 * answer without it means one of two things: there is no such account, or somebody has it. Code
 * that forgets the second refuses customers whose account is merely busy. Here a row that is there
 * and was skipped is a conflict (55P03, as {@code nowait} would say), and the transaction is run
 * again a few times.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-select.html#SQL-FOR-UPDATE-SHARE">PostgreSQL
 *     18, SELECT: skipping locked rows provides an inconsistent view of the data</a>
 */
public final class SkipLocked extends ReadThenWrite {

  private static final int ATTEMPTS = 4;

  private final Retry retry = new Retry(5, ATTEMPTS);

  public SkipLocked(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    Map<Long, Seen> locked =
        readEach(tx, ids, "select balance from account where id = ? for update skip locked");
    for (long id : ids) {
      OptionalLong there = tx.number("select id from account where id = ?", id);
      if (there.isPresent() && !locked.containsKey(id)) {
        throw new SQLTransientException("account " + id + " is busy", "55P03");
      }
    }
    return locked;
  }
}
