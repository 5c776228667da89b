package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import javax.sql.DataSource;

/**
 * Reads a balance, computes the new one in Java, writes it back: {@code naive-read-modify-write},
 * as everybody writes it first.
 *
 * <p>Two of them read 100; one writes 20, the other 30, and whoever wrote first has moved money
 * that nobody remembers. No account ever goes below zero, which is why the bug passes every test
 * that only looks for that. There is no transaction either: an audit between the two writes sees
 * money in flight, and a payee who does not exist is noticed when the payer has already paid. A
 * higher isolation level changes nothing, since every statement is a transaction of its own.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django</a>
 */
public final class BrokenReadModifyWrite extends JdbcBank {

  public BrokenReadModifyWrite(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws SQLException {
    return autocommit(work);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    long payer = balance(tx, t.from());
    if (payer < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    save(tx, t.from(), payer - t.cents());
    long payee = balance(tx, t.to());
    save(tx, t.to(), payee + t.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    long balance = balance(tx, w.account());
    if (balance < w.cents()) {
      return Receipt.refused("insufficient funds");
    }
    save(tx, w.account(), balance - w.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    save(tx, d.account(), balance(tx, d.account()) + d.cents());
    return Receipt.done();
  }

  private static long balance(Tx tx, long id) throws SQLException {
    return tx.number("select balance from account where id = ?", id)
        .orElseThrow(() -> new NoSuchElementException("no account " + id));
  }

  private static void save(Tx tx, long id, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, id);
  }
}
