package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Moves the check into the write, but as a subquery: {@code atomic-update-subquery-guard}. One
 * statement, and yet two snapshots.
 *
 * <p>At READ COMMITTED the second debit waits for the row, and when the first has committed, only
 * the row itself is read again and its own columns are checked again. The subquery's answer is the
 * one from before the wait: 100, although 20 are left. So both are paid. It looks like {@code
 * atomic-update}, which says {@code balance >= ?} of that very row, and is as wrong as {@code
 * check-then-decrement}. The same happens to {@code where not exists (…)} and to sums over other
 * rows. At REPEATABLE READ and above the second one is refused (40001).
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-READ-COMMITTED">PostgreSQL
 *     18, 13.2.1: the search condition is re-evaluated on the updated version of the row</a>
 */
public final class BrokenSubqueryGuard extends JdbcBank {

  public BrokenSubqueryGuard(DataSource dataSource) {
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
            "update account set balance = balance - ? where id = ?"
                + " and (select sum(a.balance) from account a where a.id = ?) >= ?",
            cents,
            id,
            id,
            cents);
    return rows == 1 ? Receipt.done() : Receipt.refused("insufficient funds");
  }

  private static Receipt credit(Tx tx, long id, long cents) throws SQLException {
    int rows = tx.update("update account set balance = balance + ? where id = ?", cents, id);
    return rows == 1 ? Receipt.done() : Receipt.refused("no such account");
  }
}
