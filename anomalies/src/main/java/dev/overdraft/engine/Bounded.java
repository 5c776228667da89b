package dev.overdraft.engine;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an engine in this JVM for something that it may never answer. A server's lock waits can be
 * bounded on its side; HSQLDB waits without a limit, and no interrupt ends it.
 */
final class Bounded {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  private Bounded() {}

  /**
   * Runs it on a thread of its own, which is left behind if it does not end.
   *
   * @param what for the message: {@code drop schema overdraft}
   * @throws EngineException if it takes longer, or we are interrupted meanwhile; else what it
   *     throws
   */
  static void run(String what, Duration patience, Runnable work) {
    var task = new FutureTask<>(work, true);
    var thread = new Thread(task, "overdraft-bounded");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException never) {
      throw new EngineException(
          "cannot %s: no answer within %d s, since a statement there never ends"
              .formatted(what, patience.toSeconds()),
          never);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new EngineException("cannot " + what + ": interrupted", stopped);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new EngineException("cannot " + what + ": " + failed.getCause(), failed);
    }
  }
}
