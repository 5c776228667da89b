package dev.overdraft.benchmarks;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * One thread that sends the SQL of {@code atomic-update} for the same operations as a worker, and
 * nothing else.
 *
 * @param sql which statements
 */
record BareLoop(
    DataSource source,
    BareSql.Factory sql,
    BankLoad load,
    long seed,
    int worker,
    int workers,
    long millis,
    CyclicBarrier start)
    implements Callable<Long> {

  @Override
  public Long call() throws Exception {
    var operations = new BankOperations(seed, load, worker, workers);
    try (Connection connection = source.getConnection();
        BareSql statements = sql.on(connection)) {
      connection.setAutoCommit(false);
      start.await(RecordingCost.PATIENCE_SECONDS, TimeUnit.SECONDS);
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      long done = 0;
      while (System.nanoTime() < deadline) {
        Operation operation = operations.next();
        if (apply(operation, statements)) {
          statements.commit(operation);
        } else {
          statements.rollback();
        }
        done++;
      }
      return done;
    }
  }

  private static boolean apply(Operation operation, BareSql sql) throws SQLException {
    if (operation instanceof Operation.Withdraw w) {
      return sql.debit(w, w.account(), w.cents());
    }
    if (operation instanceof Operation.Deposit d) {
      return sql.credit(d, d.account(), d.cents());
    }
    if (operation instanceof Operation.Transfer t) {
      return t.from() <= t.to()
          ? sql.debit(t, t.from(), t.cents()) && sql.credit(t, t.to(), t.cents())
          : sql.credit(t, t.to(), t.cents()) && sql.debit(t, t.from(), t.cents());
    }
    throw new IllegalArgumentException("a loop reads nothing: " + operation);
  }
}
