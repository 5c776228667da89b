package dev.overdraft.storm;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * A pool of connections that is closed in bounded time.
 *
 * <p>A server's connection can be cut at any moment. An engine in this JVM lets a connection be
 * closed only between its statements, and one of them may wait for ever: HSQLDB forgets to wake
 * some of those who wait for a lock. So a thread of its own closes the pool, and is left behind if
 * it does not end. Safe for use by several threads.
 */
final class ClosingPool implements AutoCloseable {

  private final HikariDataSource pool;
  private final Duration patience;
  private final Thread closing;
  private boolean began;

  /** Opens nothing; {@code patience} is how long {@link #close} takes at most. */
  ClosingPool(HikariDataSource pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
    closing = new Thread(pool::close, "overdraft-closing");
    closing.setDaemon(true);
  }

  HikariDataSource pool() {
    return pool;
  }

  /** Begins to close it, and waits for nobody. */
  synchronized void begin() {
    if (!began) {
      began = true;
      closing.start();
    }
  }

  /**
   * Closes it; an interrupt ends the waiting.
   *
   * @throws StormException if some connection will not be closed
   */
  @Override
  public void close() throws StormException {
    begin();
    try {
      closing.join(patience.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    }
    if (closing.isAlive()) {
      throw new StormException(
          "a connection cannot be closed, since its statement never ends", null);
    }
  }
}
