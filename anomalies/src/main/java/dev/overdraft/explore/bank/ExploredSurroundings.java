package dev.overdraft.explore.bank;

import dev.overdraft.explore.schema.Table;
import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * What a strategy is given while it is explored: stepped connections, and writers and locks that
 * queue in the database. Nobody crashes.
 */
record ExploredSurroundings(DataSource dataSource, Dialect dialect) implements Surroundings {

  /** Names that end in one number after the other are in as many tables. */
  private static final int TURNS = 4;

  /** What there has to be besides the strategy's own tables. */
  static List<String> ddl(Dialect dialect) {
    return switch (dialect) {
      case H2, DERBY -> List.of(turn(""));
      case HSQLDB -> IntStream.range(0, TURNS).mapToObj(i -> turn("_" + i)).toList();
      case POSTGRESQL, MARIADB, SQLITE -> List.of();
    };
  }

  private static String turn(String suffix) {
    return "create table %s%s (id int primary key)".formatted(Table.OURS, suffix);
  }

  @Override
  public Writer singleWriter(String name) {
    return new QueueInTheDatabase(jvmLock(name));
  }

  @Override
  public JvmLock jvmLock(String name) {
    return () -> take(name);
  }

  private Held take(String name) throws SQLException {
    return switch (dialect) {
      case POSTGRESQL -> advisoryLock(name);
      case MARIADB -> userLock(name);
      case H2, DERBY -> newRow(Table.OURS, name);
      case HSQLDB -> newRow(Table.OURS + "_" + Math.floorMod(name.hashCode(), TURNS), name);
      case SQLITE -> throw dialect.notStepped();
    };
  }

  /** PostgreSQL's belongs to a transaction of its own. */
  private Held advisoryLock(String name) throws SQLException {
    Connection holder = dataSource.getConnection();
    try {
      holder.setAutoCommit(false);
      // Locks of this kind are the database's; another schema's queue is another queue.
      execute(
          holder,
          "select pg_advisory_xact_lock(" + name.hashCode() + ", hashtext(current_schema()))");
      return () -> giveBack(holder, holder::commit);
    } catch (SQLException | RuntimeException | Error failed) {
      holder.close();
      throw failed;
    }
  }

  /** MariaDB's belongs to the session, and has to be given back. */
  private Held userLock(String name) throws SQLException {
    Connection holder = dataSource.getConnection();
    try {
      execute(holder, "select get_lock('" + name + "', 1000000)");
      return () -> giveBack(holder, () -> execute(holder, "select release_lock('" + name + "')"));
    } catch (SQLException | RuntimeException | Error failed) {
      holder.close();
      throw failed;
    }
  }

  /**
   * H2, HSQLDB and Derby have none: who wants to insert the same row waits, and it never stays.
   * HSQLDB locks the whole table by it, so that locks of other names need other tables.
   */
  private Held newRow(String table, String name) throws SQLException {
    Connection holder = dataSource.getConnection();
    try {
      holder.setAutoCommit(false);
      execute(holder, "insert into " + table + " (id) values (" + name.hashCode() + ")");
      return () -> giveBack(holder, holder::rollback);
    } catch (SQLException | RuntimeException | Error failed) {
      holder.close();
      throw failed;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface GivingBack {
    void run() throws SQLException;
  }

  private static void giveBack(Connection holder, GivingBack how) {
    try (holder) {
      how.run();
    } catch (SQLException gone) {
      throw new IllegalStateException("the lock was lost with its connection", gone);
    }
  }

  /** Carries work out on the thread that gives it, when it is its turn. */
  private record QueueInTheDatabase(JvmLock turn) implements Writer {

    @Override
    public <T> Future<T> submit(Callable<T> work) {
      CompletableFuture<T> result = new CompletableFuture<>();
      try {
        Held held = turn.take();
        try {
          complete(result, work);
        } finally {
          held.close();
        }
      } catch (Exception failed) {
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
