package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.ReadThenWrite;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A bank whose every write goes through a Redis list to one consumer, which reads, decides and
 * writes without locks, commits, answers, and only then crosses the message off.
 *
 * <p>The consumer may die before the work, and between the commit and the answer. Either way the
 * message is still on the list of those taken, and the next consumer gets it again: at least once.
 * What becomes of the second time is {@link #carryOut}'s.
 */
abstract class RedisBank extends ReadThenWrite {

  private final Surroundings surroundings;
  private final RedisQueue queue;
  private final Consumer consumer;
  private final Retry retry = new Retry(21);

  RedisBank(Surroundings surroundings) throws IOException {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
    this.queue = RedisQueue.open();
    this.consumer = new Consumer(surroundings, queue);
  }

  /** Starts the consumer, once the bank is complete. */
  final RedisBank started() throws InterruptedException {
    consumer.start(queue::take, this::deliver);
    return this;
  }

  @Override
  protected final Receipt run(Operation operation, Work work) throws SQLException {
    queue.push(operation);
    return queue.await(operation);
  }

  private void deliver(Operation operation) throws Exception {
    surroundings.mayCrash("after the pop, before the work", operation);
    Receipt receipt =
        surroundings.onBehalfOf(operation, () -> retry.call(() -> carryOut(operation)));
    surroundings.mayCrash("after the commit, before the acknowledgement", operation);
    queue.answer(operation, Messages.answer(receipt));
    queue.crossOff(operation);
  }

  /** Carries a message out, in one transaction; it may have been carried out before. */
  abstract Receipt carryOut(Operation operation) throws SQLException;

  @Override
  protected final Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException {
    return readEach(tx, ids, "select balance from account where id = ?");
  }

  @Override
  public final void close() {
    try {
      consumer.close();
    } finally {
      queue.close();
    }
  }
}
