package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Locks each row as it reads it, so the second reader waits for the first writer.
 *
 * <p>Under the lock, read-modify-write is safe at READ COMMITTED: the row that comes back is the
 * newest, and stays so until commit. Rows are locked in id order, in one statement: locking payer
 * first and payee second, as one would write it down, deadlocks when two transfers cross (40P01). A
 * row that does not exist cannot be locked, so phantoms are not stopped. At REPEATABLE READ a row
 * that changed since the snapshot is an error (40001), not a wait.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html">PostgreSQL 18, 13.3.2</a>
 */
public final class SelectForUpdate extends JdbcBank {

  public SelectForUpdate(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    Map<Long, Long> locked =
        tx.numbers(
            "select id, balance from account where id in (?, ?) order by id for update",
            t.from(),
            t.to());
    if (locked.size() != 2) {
      return Receipt.refused("it takes two accounts");
    }
    long payer = locked.getOrDefault(t.from(), 0L);
    long payee = locked.getOrDefault(t.to(), 0L);
    if (payer < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    save(tx, t.from(), payer - t.cents());
    save(tx, t.to(), payee + t.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return change(tx, w.account(), -w.cents());
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return change(tx, d.account(), d.cents());
  }

  private static Receipt change(Tx tx, long id, long cents) throws SQLException {
    OptionalLong locked = tx.number("select balance from account where id = ? for update", id);
    if (locked.isEmpty()) {
      return Receipt.refused("no such account");
    }
    if (locked.getAsLong() + cents < 0) {
      return Receipt.refused("insufficient funds");
    }
    save(tx, id, locked.getAsLong() + cents);
    return Receipt.done();
  }

  private static void save(Tx tx, long id, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, id);
  }
}
