package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.GuardedBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes a job, carries it out, commits, and then crosses it off: {@code queue-at-least-once}, and
 * the consumer dies before the last.
 *
 * <p>Nothing is lost, which is what the queue promises. But between the commit of the work and the
 * acknowledgement the job is done and still in the queue, and the next consumer does it again. The
 * promise is "at least once", the rest is the application's: recognise the job by its number in the
 * work's own transaction, as {@code idempotent-insert} does, or cross it off there, as {@code
 * job-table-skip-locked} does.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html">Amazon
 *     SQS, at-least-once delivery: design your applications to be idempotent</a>
 */
public final class BrokenQueueAtLeastOnce extends GuardedBank {

  public static final Needs NEEDS = Jobs.NEEDS;

  private final Surroundings surroundings;

  public BrokenQueueAtLeastOnce(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    transaction(tx -> queued(tx, operation));
    try {
      return consume(operation);
    } catch (Crash died) {
      // The broker hears nothing of the first consumer, and delivers to the next one.
      return consume(operation);
    }
  }

  private static Receipt queued(Tx tx, Operation operation) throws SQLException {
    Jobs.add(tx, operation);
    return Receipt.done();
  }

  private Receipt consume(Operation operation) throws SQLException {
    Optional<Receipt> answer = Optional.empty();
    if (isQueued(operation.id())) {
      answer = Optional.of(transaction(workOf(operation)));
      surroundings.mayCrash("after the commit, before the acknowledgement", operation);
      transaction(tx -> crossedOff(tx, operation.id()));
    }
    return answer.orElse(Receipt.done());
  }

  private boolean isQueued(long id) throws SQLException {
    return autocommit(
            tx ->
                tx.number("select count(*) from job where id = ?", id).orElse(0) > 0
                    ? Receipt.done()
                    : Receipt.refused("not there"))
        .accepted();
  }

  private static Receipt crossedOff(Tx tx, long id) throws SQLException {
    tx.update("delete from job where id = ?", id);
    return Receipt.done();
  }
}
