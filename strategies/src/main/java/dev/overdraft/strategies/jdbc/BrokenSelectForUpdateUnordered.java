package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Locks the payer, then the payee, as one would say it: {@code select-for-update-unordered}.
 *
 * <p>No money is ever lost. But two transfers that cross have one row each and want the other's,
 * and PostgreSQL lets both wait for {@code deadlock_timeout}, a second by default, before it shoots
 * one (40P01). Under load the second is the problem before the error is: everybody else queues up
 * behind those two. The customer whose transfer was shot gets an error although he did nothing
 * wrong, unless somebody runs it again. The cure costs one word: an order.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-DEADLOCKS">PostgreSQL
 *     18, 13.3.4</a>
 */
public final class BrokenSelectForUpdateUnordered extends JdbcBank {

  public BrokenSelectForUpdateUnordered(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    if (t.from() == t.to()) {
      return Receipt.refused("it takes two accounts");
    }
    OptionalLong payer = lock(tx, t.from());
    OptionalLong payee = lock(tx, t.to());
    if (payer.isEmpty() || payee.isEmpty()) {
      return Receipt.refused("no such account");
    }
    if (payer.getAsLong() < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    save(tx, t.from(), payer.getAsLong() - t.cents());
    save(tx, t.to(), payee.getAsLong() + t.cents());
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
    OptionalLong balance = lock(tx, id);
    if (balance.isEmpty() || balance.getAsLong() + cents < 0) {
      return Receipt.refused(balance.isEmpty() ? "no such account" : "insufficient funds");
    }
    save(tx, id, balance.getAsLong() + cents);
    return Receipt.done();
  }

  private static OptionalLong lock(Tx tx, long id) throws SQLException {
    return tx.number("select balance from account where id = ? for update", id);
  }

  private static void save(Tx tx, long id, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, id);
  }
}
