package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Transfers at SERIALIZABLE, with a retry; payments in and out at READ COMMITTED, "since they touch
 * one row only": {@code mixed-isolation}.
 *
 * <p>SERIALIZABLE is a contract among those who sign it. PostgreSQL compares serializable
 * transactions with each other; a withdrawal at READ COMMITTED reads 100, waits for the transfer's
 * commit, and overwrites it with a balance computed from 100. The transfer did all that is asked of
 * it. The same comes of a level that is set on one pool and not on the other, or on a method that
 * is called within another one's transaction.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/applevel-consistency.html#SERIALIZABLE-CONSISTENCY">PostgreSQL
 *     18, 13.4.1: if all writes and reads of the database are at this level</a>
 */
public final class BrokenMixedIsolation extends JdbcBank {

  private final Retry retry = new Retry(13);

  public BrokenMixedIsolation(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    level(tx, Connection.TRANSACTION_SERIALIZABLE);
    OptionalLong payer = balance(tx, t.from());
    OptionalLong payee = balance(tx, t.to());
    if (payer.isEmpty() || payee.isEmpty() || t.from() == t.to()) {
      return Receipt.refused("it takes two accounts");
    }
    if (payer.getAsLong() < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    boolean debitFirst = t.from() < t.to();
    if (debitFirst) {
      save(tx, t.from(), payer.getAsLong() - t.cents());
    }
    save(tx, t.to(), payee.getAsLong() + t.cents());
    if (!debitFirst) {
      save(tx, t.from(), payer.getAsLong() - t.cents());
    }
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    level(tx, Connection.TRANSACTION_READ_COMMITTED);
    return change(tx, w.account(), -w.cents());
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    level(tx, Connection.TRANSACTION_READ_COMMITTED);
    return change(tx, d.account(), d.cents());
  }

  private static Receipt change(Tx tx, long id, long cents) throws SQLException {
    OptionalLong balance = balance(tx, id);
    if (balance.isEmpty() || balance.getAsLong() + cents < 0) {
      return Receipt.refused(balance.isEmpty() ? "no such account" : "insufficient funds");
    }
    save(tx, id, balance.getAsLong() + cents);
    return Receipt.done();
  }

  /** Set before the transaction's first statement, so that it counts from there on. */
  private static void level(Tx tx, int level) throws SQLException {
    tx.connection().setTransactionIsolation(level);
  }

  private static OptionalLong balance(Tx tx, long id) throws SQLException {
    return tx.number("select balance from account where id = ?", id);
  }

  private static void save(Tx tx, long id, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, id);
  }
}
