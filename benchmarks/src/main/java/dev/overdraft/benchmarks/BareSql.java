package dev.overdraft.benchmarks;

import dev.overdraft.history.Operation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The statements of {@code atomic-update} on one held connection, prepared once: what a {@link
 * BareLoop} sends. Confined to one thread.
 */
interface BareSql extends AutoCloseable {

  /** Takes money from an account that has enough; whether it had. */
  boolean debit(Operation operation, long id, long cents) throws SQLException;

  /** Gives money to an account; whether there is one. */
  boolean credit(Operation operation, long id, long cents) throws SQLException;

  /** Commits what was done for {@code operation}. */
  void commit(Operation operation) throws SQLException;

  /** Takes it back. */
  void rollback() throws SQLException;

  @Override
  void close() throws SQLException;

  /** How a loop comes by its statements. */
  @FunctionalInterface
  interface Factory {
    BareSql on(Connection connection) throws SQLException;
  }

  /** The statements as the strategy's file has them, for a table without our columns. */
  final class OfTheStrategy implements BareSql {
    private final Connection connection;
    private final PreparedStatement debit;
    private final PreparedStatement credit;

    OfTheStrategy(Connection connection) throws SQLException {
      this.connection = connection;
      debit =
          connection.prepareStatement(
              "update account set balance = balance - ? where id = ? and balance >= ?");
      credit = connection.prepareStatement("update account set balance = balance + ? where id = ?");
    }

    @Override
    public boolean debit(Operation operation, long id, long cents) throws SQLException {
      debit.setLong(1, cents);
      debit.setLong(2, id);
      debit.setLong(3, cents);
      return debit.executeUpdate() == 1;
    }

    @Override
    public boolean credit(Operation operation, long id, long cents) throws SQLException {
      credit.setLong(1, cents);
      credit.setLong(2, id);
      return credit.executeUpdate() == 1;
    }

    @Override
    public void commit(Operation operation) throws SQLException {
      connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
      connection.rollback();
    }

    @Override
    public void close() throws SQLException {
      debit.close();
      credit.close();
    }
  }
}
