package dev.overdraft.strategies.queue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What a client does who waits for the answer of whoever works through the queue. */
final class Replies {
  private Replies() {}

  /** The answer, or the error that the worker met. */
  static <T> T await(Future<T> reply) throws Exception {
    try {
      return reply.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }
}
