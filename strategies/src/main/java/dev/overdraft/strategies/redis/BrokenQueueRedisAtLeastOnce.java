package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.io.IOException;
import java.sql.SQLException;

/**
 * {@code single-writer-queue-redis} without the note of what was done: {@code
 * queue-redis-at-least-once}.
 *
 * <p>The reliable queue of Redis' own documentation, used as if "reliable" meant "exactly once". A
 * message stays on the second list until it is crossed off, and so a consumer that dies between the
 * commit and the crossing off leaves one that is done; its successor does it again, and the caller,
 * who is still waiting, gets the second answer.
 *
 * @see <a href="https://redis.io/docs/latest/commands/lmove/">Redis, LMOVE, pattern: reliable
 *     queue</a>
 */
public final class BrokenQueueRedisAtLeastOnce extends RedisBank {

  private BrokenQueueRedisAtLeastOnce(Surroundings surroundings) throws IOException {
    super(surroundings);
  }

  /**
   * A bank whose consumer is at work.
   *
   * @throws IOException if there is no Redis
   */
  public static Bank open(Surroundings surroundings) throws IOException, InterruptedException {
    return new BrokenQueueRedisAtLeastOnce(surroundings).started();
  }

  @Override
  Receipt carryOut(Operation operation) throws SQLException {
    return transaction(workOf(operation));
  }
}
