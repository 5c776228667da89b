package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Receipt;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A bank on one database: each operation is a transaction that commits if it was accepted and rolls
 * back otherwise.
 *
 * <p>How the transaction is run is a method of its own, so that a strategy can do without one, or
 * run it again.
 */
public abstract class JdbcBank implements Bank {

  private final DataSource dataSource;

  /** What an operation does within its transaction. */
  @FunctionalInterface
  public interface Work {
    Receipt on(Tx tx) throws SQLException;
  }

  protected JdbcBank(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  protected abstract Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException;

  protected abstract Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException;

  protected abstract Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException;

  /** Runs the work of one operation; here, in one transaction. */
  protected Receipt run(Work work) throws Exception {
    return transaction(work);
  }

  /** The same, for strategies that have to know whose work it is. */
  protected Receipt run(Operation operation, Work work) throws Exception {
    return run(work);
  }

  @Override
  public final Receipt transfer(Operation.Transfer t) throws Exception {
    return run(t, tx -> transfer(tx, t));
  }

  @Override
  public final Receipt withdraw(Operation.Withdraw w) throws Exception {
    return run(w, tx -> withdraw(tx, w));
  }

  @Override
  public final Receipt deposit(Operation.Deposit d) throws Exception {
    return run(d, tx -> deposit(tx, d));
  }

  /** The accounts that an operation is about. */
  protected static long[] accounts(Operation operation) {
    if (operation instanceof Operation.Transfer t) {
      return new long[] {t.from(), t.to()};
    }
    if (operation instanceof Operation.Withdraw w) {
      return new long[] {w.account()};
    }
    return operation instanceof Operation.Deposit d ? new long[] {d.account()} : new long[0];
  }

  /** What an operation does within its transaction. */
  protected final Work workOf(Operation operation) {
    if (operation instanceof Operation.Transfer t) {
      return tx -> transfer(tx, t);
    }
    if (operation instanceof Operation.Withdraw w) {
      return tx -> withdraw(tx, w);
    }
    if (operation instanceof Operation.Deposit d) {
      return tx -> deposit(tx, d);
    }
    throw new IllegalArgumentException("no work for " + operation);
  }

  /**
   * One statement, one snapshot: an audit of several would see half-done transfers of its own
   * making.
   */
  @Override
  public final Map<Long, Long> audit() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return new Tx(connection).numbers(auditSql());
    }
  }

  /** A query for id and balance of every account; here, of the table of accounts. */
  protected String auditSql() {
    return "select id, balance from account order by id";
  }

  /** Begin, work, commit; or roll back, if it was refused or anything was thrown. */
  protected final Receipt transaction(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Receipt receipt = work.on(new Tx(connection));
        if (receipt.accepted()) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return receipt;
      } catch (SQLException | RuntimeException error) {
        undo(connection, error);
        throw error;
      }
    }
  }

  /** Every statement is its own transaction. */
  protected final Receipt autocommit(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(new Tx(connection));
    }
  }

  private static void undo(Connection connection, Exception error) {
    try {
      connection.rollback();
    } catch (SQLException further) {
      error.addSuppressed(further);
    }
  }
}
