package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/**
 * Puts every write into a queue that one thread works through: no two of them ever race, so none
 * needs a lock.
 *
 * <p>The code of each operation is the naive one, and right, as long as four things hold: there is
 * one consumer and no other writer; the condition is evaluated <em>when the operation is carried
 * out</em>, not when it is queued; each action is one transaction; the caller waits for the answer.
 * All of it in one process: a second one is a second writer. Throughput is that of one connection,
 * whatever the number of accounts.
 *
 * @see <a href="https://martinfowler.com/articles/lmax.html">Fowler, The LMAX Architecture (the
 *     single-writer principle)</a>
 */
public final class SingleWriterQueue extends JdbcBank {

  private final Surroundings.Writer writer;

  public SingleWriterQueue(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.writer = surroundings.singleWriter("teller");
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    try {
      return writer.submit(() -> transaction(work)).get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
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

  @Override
  public void close() {
    writer.close();
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
