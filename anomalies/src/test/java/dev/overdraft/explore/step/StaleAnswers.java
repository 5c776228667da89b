package dev.overdraft.explore.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server's answers; but the first that tells of a cycle is read so slowly that the server has
 * ended it, and whoever was let in has gone on, after the first half of it.
 */
final class StaleAnswers implements LockWaits {

  /** Long enough to be asked about the cycle. */
  private static final int CLOSING_MILLIS = 200;

  private static final int BACK_MILLIS = 50;

  private final LockWaits server;
  private boolean stale;

  StaleAnswers(LockWaits server) {
    this.server = server;
  }

  /** Whether an answer was overtaken. */
  boolean stale() {
    return stale;
  }

  @Override
  public Map<Integer, Set<Integer>> waiting(Collection<Integer> inFlight) throws SQLException {
    Map<Integer, Set<Integer>> answer = server.waiting(inFlight);
    return stale || answer.size() < 2 ? answer : new SlowlyRead(answer);
  }

  /** Whoever reads the second line finds that the first one is not true any more. */
  private final class SlowlyRead extends HashMap<Integer, Set<Integer>> {
    private static final long serialVersionUID = 1;

    private int lines;

    SlowlyRead(Map<Integer, Set<Integer>> answer) {
      super(answer);
    }

    @Override
    public @Nullable Set<Integer> get(Object session) {
      if (++lines == 2) {
        stale = true;
        untilOver();
      }
      return super.get(session);
    }

    private void untilOver() {
      try {
        while (!server.waiting(keySet()).isEmpty()) {
          Thread.sleep(1);
        }
        Thread.sleep(BACK_MILLIS);
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public int session(Connection connection) throws SQLException {
    return server.session(connection);
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    server.prepare(connection);
  }

  @Override
  public void sharpen(Connection connection, int millis) throws SQLException {
    server.sharpen(connection, CLOSING_MILLIS);
  }

  @Override
  public boolean choosesVictims() {
    return server.choosesVictims();
  }

  @Override
  public void cancel(int session) throws SQLException {
    server.cancel(session);
  }

  @Override
  public void close() throws SQLException {
    server.close();
  }
}
