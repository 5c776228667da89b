package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Puts every write into a Redis list from which one consumer takes it: {@code single-writer-queue}
 * for callers in many processes.
 *
 * <p>Five things make it right. There is one consumer and no other writer. The condition is
 * evaluated when the message is carried out. LMOVE keeps what was taken on a second list until it
 * is crossed off, so that a consumer that dies loses nothing. Since its successor may then get what
 * was already done, <em>the work's own transaction writes down that this operation was done, and
 * with what answer</em>; a message that comes again gets that answer and changes nothing. And the
 * caller waits for the answer, a list of its own; one who gives up does not know, for the message
 * is still queued.
 *
 * <p>Redis itself is a part of the promise: what it forgets when it is restarted, nobody delivers.
 * Here it keeps nothing on disk, and no fault of this workload stops it.
 *
 * @see <a href="https://redis.io/docs/latest/commands/lmove/">Redis, LMOVE, pattern: reliable
 *     queue</a>
 */
public final class SingleWriterQueueRedis extends RedisBank {

  public static final Needs NEEDS =
      Needs.schema("create table delivery (id bigint primary key, answer varchar(100) not null)");

  private SingleWriterQueueRedis(Surroundings surroundings) throws IOException {
    super(surroundings);
  }

  /**
   * A bank whose consumer is at work.
   *
   * @throws IOException if there is no Redis
   */
  public static Bank open(Surroundings surroundings) throws IOException, InterruptedException {
    return new SingleWriterQueueRedis(surroundings).started();
  }

  @Override
  Receipt carryOut(Operation operation) throws SQLException {
    Receipt[] answer = {Receipt.refused("not carried out")};
    transaction(
        tx -> {
          Optional<Receipt> before = answered(tx, operation);
          answer[0] = before.isPresent() ? before.get() : firstTime(tx, operation);
          // A refusal has written nothing but itself, and is an answer like any other.
          return Receipt.done();
        });
    return answer[0];
  }

  private static Optional<Receipt> answered(Tx tx, Operation operation) throws SQLException {
    return tx.one(
        "select answer from delivery where id = ?",
        row -> Messages.receipt(row.getString(1)),
        operation.id());
  }

  private Receipt firstTime(Tx tx, Operation operation) throws SQLException {
    Receipt receipt = workOf(operation).on(tx);
    tx.updateWith(
        "insert into delivery (id, answer) values (?, ?)",
        operation.id(),
        Messages.answer(receipt));
    return receipt;
  }
}
