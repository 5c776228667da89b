package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A bank whose work is a guarded update a row, lowest id first, and therefore safe whoever does it,
 * and when: for strategies whose lesson is in what goes on around the work.
 */
public abstract class GuardedBank extends JdbcBank {

  protected GuardedBank(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected final Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    boolean done =
        t.from() <= t.to()
            ? add(tx, t.from(), -t.cents()) && add(tx, t.to(), t.cents())
            : add(tx, t.to(), t.cents()) && add(tx, t.from(), -t.cents());
    return answer(done);
  }

  @Override
  protected final Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return answer(add(tx, w.account(), -w.cents()));
  }

  @Override
  protected final Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return answer(add(tx, d.account(), d.cents()));
  }

  protected static Receipt answer(boolean done) {
    return done ? Receipt.done() : Receipt.refused("insufficient funds, or no such account");
  }

  /** Adds to a balance, or takes from it, unless the account is missing or too poor. */
  protected static boolean add(Tx tx, long id, long cents) throws SQLException {
    return tx.update(
            "update account set balance = balance + ? where id = ? and balance + ? >= 0",
            cents,
            id,
            cents)
        == 1;
  }
}
