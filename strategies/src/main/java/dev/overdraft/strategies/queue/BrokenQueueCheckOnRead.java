package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;

/**
 * Checks the balance when the request comes in, queues the debit, and the one writer carries it out
 * as it was decided: {@code queue-check-on-read}.
 *
 * <p>There is one writer, and no two writes ever race. The check does: it looked at an account that
 * the debits ahead in the queue have not reached yet. Two requests for 80 both find 100 and are
 * both queued, and the writer takes one after the other, to -60. What is queued has to be the
 * question, "80 from account 1 if it has it", not the answer.
 *
 * @see <a href="https://cwe.mitre.org/data/definitions/367.html">CWE-367: time-of-check
 *     time-of-use</a>
 */
public final class BrokenQueueCheckOnRead extends JdbcBank {

  private final Surroundings.Writer writer;

  public BrokenQueueCheckOnRead(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.writer = surroundings.singleWriter("teller");
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    Receipt checked = autocommit(tx -> check(tx, operation));
    return checked.accepted() ? Replies.await(writer.submit(() -> transaction(work))) : checked;
  }

  private static Receipt check(Tx tx, Operation operation) throws SQLException {
    for (long account : accounts(operation)) {
      if (tx.number("select balance from account where id = ?", account).isEmpty()) {
        return Receipt.refused("no such account");
      }
    }
    long debit =
        operation instanceof Operation.Transfer t
            ? t.cents()
            : operation instanceof Operation.Withdraw w ? w.cents() : 0;
    long payer = accounts(operation)[0];
    return tx.number("select balance from account where id = ?", payer).orElse(0) >= debit
        ? Receipt.done()
        : Receipt.refused("insufficient funds");
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    add(tx, t.from(), -t.cents());
    add(tx, t.to(), t.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    add(tx, w.account(), -w.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    add(tx, d.account(), d.cents());
    return Receipt.done();
  }

  private static void add(Tx tx, long id, long cents) throws SQLException {
    tx.update("update account set balance = balance + ? where id = ?", cents, id);
  }

  @Override
  public void close() {
    writer.close();
  }
}
