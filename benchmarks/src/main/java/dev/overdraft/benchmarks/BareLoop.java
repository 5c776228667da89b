package dev.overdraft.benchmarks;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * One thread that sends the SQL of {@code atomic-update} for the same operations as a worker, and
 * nothing else.
 */
final class BareLoop implements Callable<Long> {

  private final DataSource source;
  private final BankOperations operations;
  private final long millis;
  private final CyclicBarrier start;

  BareLoop(
      DataSource source,
      BankLoad load,
      long seed,
      int worker,
      int workers,
      long millis,
      CyclicBarrier start) {
    this.source = source;
    this.operations = new BankOperations(seed, load, worker, workers);
    this.millis = millis;
    this.start = start;
  }

  @Override
  public Long call() throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement debit =
            connection.prepareStatement(
                "update account set balance = balance - ? where id = ? and balance >= ?");
        PreparedStatement credit =
            connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
      connection.setAutoCommit(false);
      start.await();
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      long done = 0;
      while (System.nanoTime() < deadline) {
        if (apply(operations.next(), debit, credit)) {
          connection.commit();
        } else {
          connection.rollback();
        }
        done++;
      }
      return done;
    }
  }

  private static boolean apply(
      Operation operation, PreparedStatement debit, PreparedStatement credit) throws SQLException {
    if (operation instanceof Operation.Withdraw w) {
      return debit(debit, w.account(), w.cents());
    }
    if (operation instanceof Operation.Deposit d) {
      return credit(credit, d.account(), d.cents());
    }
    if (operation instanceof Operation.Transfer t) {
      return t.from() <= t.to()
          ? debit(debit, t.from(), t.cents()) && credit(credit, t.to(), t.cents())
          : credit(credit, t.to(), t.cents()) && debit(debit, t.from(), t.cents());
    }
    return false;
  }

  private static boolean debit(PreparedStatement statement, long id, long cents)
      throws SQLException {
    statement.setLong(1, cents);
    statement.setLong(2, id);
    statement.setLong(3, cents);
    return statement.executeUpdate() == 1;
  }

  private static boolean credit(PreparedStatement statement, long id, long cents)
      throws SQLException {
    statement.setLong(1, cents);
    statement.setLong(2, id);
    return statement.executeUpdate() == 1;
  }
}
