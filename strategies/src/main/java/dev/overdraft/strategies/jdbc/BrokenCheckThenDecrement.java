package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Checks the balance, then takes the money with a relative update that checks nothing: {@code
 * check-then-decrement}.
 *
 * <p>The opposite bug of read-modify-write: not a cent is lost, the books always add up, and the
 * account is at −60. Both withdrawals saw 100, and both were right when they looked. At REPEATABLE
 * READ and above PostgreSQL refuses the second writer (40001); at READ COMMITTED, its default,
 * nothing does.
 *
 * @see <a href="https://cwe.mitre.org/data/definitions/367.html">CWE-367: time-of-check
 *     time-of-use</a>
 */
public final class BrokenCheckThenDecrement extends JdbcBank {

  public BrokenCheckThenDecrement(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    if (!canPay(tx, t.from(), t.cents())) {
      return Receipt.refused("insufficient funds");
    }
    boolean debitFirst = t.from() <= t.to();
    int rows = debitFirst ? add(tx, t.from(), -t.cents()) : add(tx, t.to(), t.cents());
    rows += debitFirst ? add(tx, t.to(), t.cents()) : add(tx, t.from(), -t.cents());
    return rows == 2 ? Receipt.done() : Receipt.refused("no such account");
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    if (!canPay(tx, w.account(), w.cents())) {
      return Receipt.refused("insufficient funds");
    }
    add(tx, w.account(), -w.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return add(tx, d.account(), d.cents()) == 1
        ? Receipt.done()
        : Receipt.refused("no such account");
  }

  private static boolean canPay(Tx tx, long id, long cents) throws SQLException {
    return tx.number("select balance from account where id = ?", id).orElse(0) >= cents;
  }

  private static int add(Tx tx, long id, long cents) throws SQLException {
    return tx.update("update account set balance = balance + ? where id = ?", cents, id);
  }
}
