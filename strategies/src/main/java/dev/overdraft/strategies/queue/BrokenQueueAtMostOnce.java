package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.GuardedBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;

/**
 * Answers a deposit as soon as it is queued, pops it off the queue, carries it out: {@code
 * queue-at-most-once}, and the consumer dies after the pop.
 *
 * <p>A web hook that a payment has arrived is answered with 202 Accepted once it is in the queue;
 * the payer is done. The consumer deletes the job and then works on it, in two transactions.
 * Between them the job is nowhere but in the consumer's memory, and when that is gone the deposit
 * is, too: acknowledged, and applied never. It is what {@code RPOP} does, and an acknowledgement
 * sent on receipt. Withdrawals and transfers, whose clients wait for an answer, are carried out
 * directly.
 *
 * @see <a href="https://redis.io/docs/latest/commands/lmove/">Redis, LMOVE: a message can be lost
 *     if the client crashes just after RPOP</a>
 */
public final class BrokenQueueAtMostOnce extends GuardedBank {

  public static final Needs NEEDS = Jobs.NEEDS;

  private final Surroundings surroundings;
  private final Surroundings.Writer consumer;

  public BrokenQueueAtMostOnce(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
    this.consumer = surroundings.singleWriter("consumer");
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    if (!(operation instanceof Operation.Deposit)) {
      return transaction(work);
    }
    transaction(tx -> queued(tx, operation));
    // Nobody waits for what comes of it.
    var unused =
        consumer.submit(() -> surroundings.onBehalfOf(operation, () -> consume(operation, work)));
    return Receipt.done();
  }

  private static Receipt queued(Tx tx, Operation operation) throws SQLException {
    Jobs.add(tx, operation);
    return Receipt.done();
  }

  private Receipt consume(Operation operation, Work work) throws SQLException {
    try {
      transaction(tx -> popped(tx, operation.id()));
      surroundings.mayCrash("after the pop, before the work", operation);
      return transaction(work);
    } catch (Crash died) {
      // Another consumer is started, and finds nothing in the queue that would tell it.
      return Receipt.refused(String.valueOf(died.getMessage()));
    }
  }

  private static Receipt popped(Tx tx, long id) throws SQLException {
    tx.update("delete from job where id = ?", id);
    return Receipt.done();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
