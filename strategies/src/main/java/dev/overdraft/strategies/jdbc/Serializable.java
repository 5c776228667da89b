package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * The naive code, unchanged, in SERIALIZABLE transactions that are run again when the database says
 * so.
 *
 * <p>PostgreSQL watches who read what and aborts one of two transactions that could not have run
 * one after the other (40001, also at COMMIT). Nothing in the code knows about concurrency, and
 * rules over several rows hold as well. What it takes: <em>every</em> writer at this level, and the
 * whole transaction again from its inputs, a bounded number of times, with a pause that is not the
 * same for all.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/transaction-iso.html#XACT-SERIALIZABLE">PostgreSQL
 *     18, 13.2.3</a>
 */
public final class Serializable extends JdbcBank {

  private final Retry retry = new Retry(2);

  public Serializable(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
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
    return change(tx, w.account(), -w.cents());
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return change(tx, d.account(), d.cents());
  }

  private static Receipt change(Tx tx, long id, long cents) throws SQLException {
    OptionalLong balance = balance(tx, id);
    if (balance.isEmpty()) {
      return Receipt.refused("no such account");
    }
    if (balance.getAsLong() + cents < 0) {
      return Receipt.refused("insufficient funds");
    }
    save(tx, id, balance.getAsLong() + cents);
    return Receipt.done();
  }

  private static OptionalLong balance(Tx tx, long id) throws SQLException {
    return tx.number("select balance from account where id = ?", id);
  }

  private static void save(Tx tx, long id, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, id);
  }
}
