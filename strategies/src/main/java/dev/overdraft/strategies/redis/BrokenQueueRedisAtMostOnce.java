package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.GuardedBank;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Answers a deposit as soon as it is pushed, takes it off the list with RPOP, carries it out:
 * {@code queue-redis-at-most-once}, and the consumer dies after the pop.
 *
 * <p>The queue that every introduction shows: LPUSH here, BRPOP there. The pop is the last that
 * Redis knows of the message, so from there to the commit it exists in the consumer's memory only.
 * The payer was told that the money has arrived, and it never does. Withdrawals and transfers,
 * whose clients wait for an answer, are carried out directly.
 *
 * @see <a href="https://redis.io/docs/latest/commands/lmove/">Redis, LMOVE: a message can be lost
 *     if the client crashes just after RPOP</a>
 */
public final class BrokenQueueRedisAtMostOnce extends GuardedBank {

  private final Surroundings surroundings;
  private final RedisQueue queue;
  private final Consumer consumer;

  private BrokenQueueRedisAtMostOnce(Surroundings surroundings) throws IOException {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
    this.queue = RedisQueue.open();
    this.consumer = new Consumer(surroundings, queue);
  }

  /**
   * A bank whose consumer is at work.
   *
   * @throws IOException if there is no Redis
   */
  public static Bank open(Surroundings surroundings) throws IOException, InterruptedException {
    var bank = new BrokenQueueRedisAtMostOnce(surroundings);
    bank.consumer.start(bank.queue::pop, bank::consume);
    return bank;
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws SQLException {
    if (!(operation instanceof Operation.Deposit)) {
      return transaction(work);
    }
    queue.push(operation);
    return Receipt.done();
  }

  private void consume(Operation operation) throws Exception {
    surroundings.mayCrash("after the pop, before the work", operation);
    var unused = surroundings.onBehalfOf(operation, () -> transaction(workOf(operation)));
  }

  @Override
  public void close() {
    try {
      consumer.close();
    } finally {
      queue.close();
    }
  }
}
