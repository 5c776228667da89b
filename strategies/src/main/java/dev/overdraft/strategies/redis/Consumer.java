package dev.overdraft.strategies.redis;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The one consumer of a queue, on a thread of its own; when it dies, or loses Redis, another one is
 * started in its place, which begins with what was taken and never crossed off.
 *
 * <p><b>Bounds.</b> A message that fails in the database {@value #DELIVERIES} times is poison: it
 * is crossed off, and its caller gets the error. Closing lets the consumer work through what is
 * queued and waits for that.
 */
final class Consumer implements AutoCloseable {

  private static final int DELIVERIES = 3;
  private static final long RECONNECT_MILLIS = 100;

  private final RedisQueue queue;
  private final Surroundings.Writer thread;
  private final Map<Long, Integer> failures = new HashMap<>();
  private volatile boolean closed;

  /** What is done with a message. */
  @FunctionalInterface
  interface Delivery {
    void deliver(Operation operation) throws Exception;
  }

  Consumer(Surroundings surroundings, RedisQueue queue) {
    this.queue = queue;
    this.thread = surroundings.singleWriter("consumer");
  }

  /**
   * Starts it.
   *
   * @param next waits a moment for the next message
   */
  void start(Supplier<Optional<Operation>> next, Delivery delivery) throws InterruptedException {
    // It answers by the queue, and ends when it is closed.
    var unused =
        thread.submit(
            () -> {
              while (!livedToTheEnd(next, delivery)) {
                // Its successor takes over.
              }
              return true;
            });
  }

  /** One consumer's life: whether it was told to end, and did not die. */
  private boolean livedToTheEnd(Supplier<Optional<Operation>> next, Delivery delivery)
      throws Exception {
    try {
      for (Operation left : queue.left()) {
        deliver(left, delivery);
      }
      for (Optional<Operation> taken = next.get();
          taken.isPresent() || !closed;
          taken = next.get()) {
        if (taken.isPresent()) {
          deliver(taken.get(), delivery);
        }
      }
      return true;
    } catch (Crash died) {
      return false;
    } catch (JedisException lost) {
      TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
      return closed;
    }
  }

  private void deliver(Operation operation, Delivery delivery) throws Exception {
    try {
      delivery.deliver(operation);
    } catch (SQLException failed) {
      if (failures.merge(operation.id(), 1, Integer::sum) < DELIVERIES) {
        throw new Crash("of " + failed.getMessage());
      }
      queue.answer(operation, Messages.failure(failed));
      queue.crossOff(operation);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.close();
  }
}
