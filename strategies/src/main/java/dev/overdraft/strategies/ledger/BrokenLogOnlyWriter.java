package dev.overdraft.strategies.ledger;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * {@code log-and-total} with one writer who does not know of the totals: {@code log-only-writer}.
 *
 * <p>Transfers are guarded and change log and total together. Payments in and out come from
 * elsewhere, a cash desk's nightly import, say, which enters them into the log and leaves it there.
 * It takes no race at all: from the first payment on the log and the total of an account disagree,
 * the sum of all totals is wrong, and customers can spend what they have withdrawn. A
 * reconciliation that compares the two per account finds it; one that adds up everything need not.
 *
 * @see <a href="https://martinfowler.com/eaaDev/AccountingEntry.html">Fowler, Accounting Entry:
 *     changes to accounts are made by entries alone</a>
 */
public final class BrokenLogOnlyWriter extends JdbcBank {

  public BrokenLogOnlyWriter(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    boolean debitFirst = t.from() <= t.to();
    boolean done =
        debitFirst
            ? change(tx, t.from(), -t.cents()) && change(tx, t.to(), t.cents())
            : change(tx, t.to(), t.cents()) && change(tx, t.from(), -t.cents());
    if (!done) {
      return Receipt.refused("insufficient funds");
    }
    enter(tx, t.from(), -t.cents(), t.id());
    enter(tx, t.to(), t.cents(), t.id());
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    long total = tx.number("select balance from account where id = ?", w.account()).orElse(0);
    if (total < w.cents()) {
      return Receipt.refused("insufficient funds");
    }
    enter(tx, w.account(), -w.cents(), w.id());
    return Receipt.done();
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    enter(tx, d.account(), d.cents(), d.id());
    return Receipt.done();
  }

  private static boolean change(Tx tx, long id, long cents) throws SQLException {
    return tx.update(
            "update account set balance = balance + ? where id = ? and balance + ? >= 0",
            cents,
            id,
            cents)
        == 1;
  }

  private static void enter(Tx tx, long account, long cents, long operation) throws SQLException {
    tx.update(
        "insert into entry (account, cents, operation) values (?, ?, ?)",
        account,
        cents,
        operation);
  }
}
