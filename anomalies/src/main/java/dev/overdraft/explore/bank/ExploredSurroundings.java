package dev.overdraft.explore.bank;

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
record ExploredSurroundings(DataSource dataSource) implements Surroundings {

  @Override
  public Writer singleWriter(String name) {
    return new QueueInTheDatabase(dataSource, name.hashCode());
  }

  /** Carries work out on the thread that gives it, when it is its turn. */
  private record QueueInTheDatabase(DataSource dataSource, int queue) implements Writer {

    @Override
    public <T> Future<T> submit(Callable<T> work) {
      CompletableFuture<T> result = new CompletableFuture<>();
      try (Connection turn = dataSource.getConnection()) {
        turn.setAutoCommit(false);
        try (Statement statement = turn.createStatement()) {
          // Locks of this kind are the database's; another schema's queue is another queue.
          statement.execute(
              "select pg_advisory_xact_lock(" + queue + ", hashtext(current_schema()))");
        }
        complete(result, work);
        turn.commit();
      } catch (SQLException failed) {
        result.completeExceptionally(failed);
      }
      return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
      try {
        result.complete(work.call());
      } catch (Exception failed) {
        result.completeExceptionally(failed);
      }
    }

    @Override
    public void close() {
      // There is no thread to end.
    }
  }
}
