package dev.overdraft.strategies.ledger;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;

/**
 * A bank whose clients send every request twice, under a key, and expect it to be carried out once.
 *
 * <p>The work itself is a guarded update a row, and safe; what differs below is how a request is
 * recognised.
 */
abstract class KeyedBank extends JdbcBank {

  private final Surroundings surroundings;
  private final Retry retry = new Retry(16);

  KeyedBank(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
  }

  /** Whether nobody has carried this request out. */
  abstract boolean isNew(Tx tx, long key) throws SQLException;

  /** The work is done, and about to be committed. */
  abstract void remember(Tx tx, long key) throws SQLException;

  @Override
  protected final Receipt run(Work work) throws Exception {
    return surroundings.twice(() -> retry.call(() -> transaction(work)));
  }

  @Override
  protected final Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    return once(
        tx,
        t.id(),
        () ->
            t.from() <= t.to()
                ? change(tx, t.from(), -t.cents()) && change(tx, t.to(), t.cents())
                : change(tx, t.to(), t.cents()) && change(tx, t.from(), -t.cents()));
  }

  @Override
  protected final Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return once(tx, w.id(), () -> change(tx, w.account(), -w.cents()));
  }

  @Override
  protected final Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return once(tx, d.id(), () -> change(tx, d.account(), d.cents()));
  }

  private interface Change {
    boolean made() throws SQLException;
  }

  private Receipt once(Tx tx, long key, Change work) throws SQLException {
    if (!isNew(tx, key)) {
      return Receipt.done();
    }
    if (!work.made()) {
      return Receipt.refused("insufficient funds, or no such account");
    }
    remember(tx, key);
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
}
