package dev.overdraft.strategies.ledger;

import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Locks all entries of an account and trusts that nobody can add another one: {@code gaplock}.
 *
 * <p>{@code select … for update} on a range is said to keep inserts out of it. That is so on InnoDB
 * at REPEATABLE READ, which locks the gaps between the rows as well; two who lock the same empty
 * gap then wait for each other's insert, and one of them has to begin again. On PostgreSQL there
 * are only rows to lock: whoever has waited for them gets the rows that there were when he began to
 * wait, and misses the debit that he has waited for. REPEATABLE READ does not notice, since a row
 * that was only locked was not changed. On InnoDB at READ COMMITTED there are no gaps either; a
 * scan that has waited goes on into what was added, so that only the first entries of an account
 * are at risk.
 *
 * @see <a
 *     href="https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-lock-modes">MariaDB,
 *     InnoDB lock modes: gap locks</a>
 * @see <a href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-READ-COMMITTED">
 *     PostgreSQL 18, 13.2.1: what a locking read sees after a wait</a>
 */
public final class BrokenGapLock extends LogBank {

  private final Retry retry = new Retry(26);

  public BrokenGapLock(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  OptionalLong balance(Tx tx, long account) throws SQLException {
    List<Long> entries =
        tx.all(
            "select cents from entry where account = ? for update", row -> row.getLong(1), account);
    long moved = entries.stream().mapToLong(Long::longValue).sum();
    return tx.one(
            "select coalesce(max(balance), 0) from account where id = ?",
            row -> OptionalLong.of(row.getLong(1) + moved),
            account)
        .orElseThrow();
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }
}
