package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Moves the check into the write: {@code update … where balance >= ?}, and looks at the row count.
 *
 * <p>The best strategy for one row. The database re-evaluates the guard on the newest version once
 * it has the row's lock, so nothing can come between check and write; no value is carried through
 * Java. What it takes: <em>the count has to be looked at</em>, since zero rows is not an error;
 * {@code >=} and not {@code >}; and for two rows an order, lowest id first, or two crossing
 * transfers deadlock.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-READ-COMMITTED">PostgreSQL
 *     18, 13.2.1</a>
 */
public final class AtomicUpdate extends JdbcBank {

  public AtomicUpdate(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    if (t.from() <= t.to()) {
      Receipt paid = debit(tx, t.from(), t.cents());
      return paid.accepted() ? credit(tx, t.to(), t.cents()) : paid;
    }
    Receipt received = credit(tx, t.to(), t.cents());
    return received.accepted() ? debit(tx, t.from(), t.cents()) : received;
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return debit(tx, w.account(), w.cents());
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return credit(tx, d.account(), d.cents());
  }

  private static Receipt debit(Tx tx, long id, long cents) throws SQLException {
    int rows =
        tx.update(
            "update account set balance = balance - ? where id = ? and balance >= ?",
            cents,
            id,
            cents);
    return rows == 1 ? Receipt.done() : Receipt.refused("insufficient funds");
  }

  private static Receipt credit(Tx tx, long id, long cents) throws SQLException {
    int rows = tx.update("update account set balance = balance + ? where id = ?", cents, id);
    return rows == 1 ? Receipt.done() : Receipt.refused("no such account");
  }
}
