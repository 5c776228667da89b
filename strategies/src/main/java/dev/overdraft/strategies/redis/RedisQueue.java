package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Receipt;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.KeyValue;

/**
 * A queue that is a Redis list: callers push on its left, the consumer takes from its right. Beside
 * it a list of what was taken and is not crossed off yet, and a list for each answer.
 *
 * <p>Keys are one bank's own, and go with it. Safe for use by several threads.
 *
 * @see <a href="https://redis.io/docs/latest/commands/lmove/">Redis, LMOVE, pattern: reliable
 *     queue</a>
 */
final class RedisQueue implements AutoCloseable {

  /** How long the consumer waits at an empty queue before it looks whether it is to end. */
  private static final double IDLE_SECONDS = 0.1;

  /** How long a caller waits for an answer. */
  private static final double PATIENCE_SECONDS = 20;

  /** How long an answer that nobody fetches is kept. */
  private static final long KEPT_SECONDS = 60;

  private final RedisAtHand redis;
  private final RedisClient client;
  private final String waiting;
  private final String taken;
  private final String answers;

  private RedisQueue(RedisAtHand redis) {
    String prefix = "overdraft:" + UUID.randomUUID();
    this.redis = redis;
    this.client = redis.client();
    this.waiting = prefix + ":waiting";
    this.taken = prefix + ":taken";
    this.answers = prefix + ":answer:";
  }

  /** An empty one, on the Redis at hand. */
  static RedisQueue open() throws IOException {
    return new RedisQueue(RedisAtHand.open());
  }

  /** Queues what is asked for; whoever gets an error does not know whether it is queued. */
  void push(Operation operation) {
    try {
      client.lpush(waiting, Messages.of(operation));
    } catch (JedisException lost) {
      throw unknown("when operation %d was queued".formatted(operation.id()), lost);
    }
  }

  /** LMOVE: takes the next one, which Redis remembers as taken until it is crossed off. */
  Optional<Operation> take() {
    return Optional.ofNullable(
            client.blmove(waiting, taken, ListDirection.RIGHT, ListDirection.LEFT, IDLE_SECONDS))
        .map(Messages::operation);
  }

  /** RPOP: takes the next one, which from then on only the consumer's memory has. */
  Optional<Operation> pop() {
    return Optional.ofNullable(client.brpop(IDLE_SECONDS, waiting))
        .map(KeyValue::getValue)
        .map(Messages::operation);
  }

  /** What was taken and never crossed off, the oldest first. */
  List<Operation> left() {
    List<String> newestFirst = new ArrayList<>(client.lrange(taken, 0, -1));
    Collections.reverse(newestFirst);
    return newestFirst.stream().map(Messages::operation).toList();
  }

  void crossOff(Operation operation) {
    client.lrem(taken, 1, Messages.of(operation));
  }

  void answer(Operation operation, String answer) {
    String key = answers + operation.id();
    client.lpush(key, answer);
    client.expire(key, KEPT_SECONDS);
  }

  /** Waits for the answer; what is queued may be done later, so who gives up does not know. */
  Receipt await(Operation operation) throws SQLException {
    String waitedFor = "while it waited for the answer to operation " + operation.id();
    try {
      KeyValue<String, String> answer = client.blpop(PATIENCE_SECONDS, answers + operation.id());
      if (answer == null) {
        throw new Crash(waitedFor);
      }
      return Messages.receipt(answer.getValue());
    } catch (JedisException lost) {
      throw unknown(waitedFor, lost);
    }
  }

  private static Crash unknown(String when, JedisException lost) {
    var crash = new Crash(when);
    crash.initCause(lost);
    return crash;
  }

  @Override
  public void close() {
    try {
      client.del(waiting, taken);
    } finally {
      redis.close();
    }
  }
}
