package dev.overdraft.explore.bank;

import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * What a strategy is given while it is explored: stepped connections, and writers that queue in the
 * database.
 */
record ExploredSurroundings(DataSource dataSource, Dialect dialect) implements Surroundings {

  @Override
  public Writer singleWriter(String name) {
    return switch (dialect) {
      case POSTGRESQL -> new AdvisoryLockQueue(dataSource, name.hashCode());
      case MARIADB -> new UserLockQueue(dataSource, name);
    };
  }

  /**
   * PostgreSQL's: carries work out on the thread that gives it, when it has the lock of a
   * transaction of its own.
   */
  private record AdvisoryLockQueue(DataSource dataSource, int queue) implements Writer {

    @Override
    public <T> Future<T> submit(Callable<T> work) {
      CompletableFuture<T> result = new CompletableFuture<>();
      try (Connection turn = dataSource.getConnection()) {
        turn.setAutoCommit(false);
        try (Statement statement = turn.createStatement()) {
          statement.execute("select pg_advisory_xact_lock(" + queue + ")");
        }
        complete(result, work);
        turn.commit();
      } catch (SQLException failed) {
        result.completeExceptionally(failed);
      }
      return result;
    }

    @Override
    public void close() {
      // There is no thread to end.
    }
  }

  /** MariaDB's: the same with a lock that belongs to the session and has to be given back. */
  private record UserLockQueue(DataSource dataSource, String queue) implements Writer {

    @Override
    public <T> Future<T> submit(Callable<T> work) {
      CompletableFuture<T> result = new CompletableFuture<>();
      try (Connection turn = dataSource.getConnection();
          Statement statement = turn.createStatement()) {
        statement.execute("select get_lock('" + queue + "', 1000000)");
        try {
          complete(result, work);
        } finally {
          statement.execute("select release_lock('" + queue + "')");
        }
      } catch (SQLException failed) {
        result.completeExceptionally(failed);
      }
      return result;
    }

    @Override
    public void close() {
      // There is no thread to end.
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Exception failed) {
      result.completeExceptionally(failed);
    }
  }
}
