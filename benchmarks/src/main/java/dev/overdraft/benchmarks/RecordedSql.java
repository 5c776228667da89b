package dev.overdraft.benchmarks;

import dev.overdraft.history.Operation;
import dev.overdraft.history.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that the server gets from a recorded storm of {@code atomic-update}, letter for
 * letter, sent by hand: version and writer with each update, the ledger row in the message that
 * commits. A test compares the texts with what a recorded connection sends.
 */
final class RecordedSql implements BareSql {

  static final String DEBIT =
      "update account set od_revision = account.od_revision + 1, od_writer = ?,"
          + " balance = balance - ? where id = ? and balance >= ?"
          + " returning account.id as od_id, account.od_revision, account.od_writer,"
          + " account.balance as od_balance";
  static final String CREDIT =
      "update account set od_revision = account.od_revision + 1, od_writer = ?,"
          + " balance = balance + ? where id = ?"
          + " returning account.id as od_id, account.od_revision, account.od_writer,"
          + " account.balance as od_balance";
  static final String LOG_AND_COMMIT =
      "insert into transfer_log (operation, attempt, debit, credit, cents, versions)"
          + " values (?, ?, ?, ?, ?, ?); commit";

  /** All of them, for a transfer from the lower account to the higher. */
  static final List<String> OF_A_TRANSFER = List.of(DEBIT, CREDIT, LOG_AND_COMMIT);

  private static final int COLUMNS = 4;
  private static final int ROWS_AT_MOST = 2;

  private final Connection connection;
  private final PreparedStatement debit;
  private final PreparedStatement credit;
  private final PreparedStatement commit;
  private final long[] versions = new long[ROWS_AT_MOST * COLUMNS];
  private int filled;

  RecordedSql(Connection connection) throws SQLException {
    this.connection = connection;
    debit = connection.prepareStatement(DEBIT);
    credit = connection.prepareStatement(CREDIT);
    commit = connection.prepareStatement(LOG_AND_COMMIT);
  }

  @Override
  public boolean debit(Operation operation, long id, long cents) throws SQLException {
    debit.setLong(4, cents);
    return wrote(debit, operation, id, cents);
  }

  @Override
  public boolean credit(Operation operation, long id, long cents) throws SQLException {
    return wrote(credit, operation, id, cents);
  }

  private boolean wrote(PreparedStatement statement, Operation operation, long id, long cents)
      throws SQLException {
    statement.setLong(1, Writer.of(operation.id(), 1));
    statement.setLong(2, cents);
    statement.setLong(3, id);
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return false;
      }
      for (int column = 1; column <= COLUMNS; column++) {
        versions[filled++] = rows.getLong(column);
      }
      return true;
    }
  }

  @Override
  public void commit(Operation operation) throws SQLException {
    commit.setLong(1, operation.id());
    commit.setInt(2, 1);
    if (operation instanceof Operation.Transfer t) {
      legs(t.from(), t.to(), t.cents());
    } else if (operation instanceof Operation.Withdraw w) {
      legs(w.account(), null, w.cents());
    } else if (operation instanceof Operation.Deposit d) {
      legs(null, d.account(), d.cents());
    }
    commit.setObject(6, Arrays.copyOf(versions, filled));
    commit.execute();
    filled = 0;
  }

  private void legs(@Nullable Long from, @Nullable Long to, long cents) throws SQLException {
    commit.setObject(3, from, Types.BIGINT);
    commit.setObject(4, to, Types.BIGINT);
    commit.setLong(5, cents);
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
    filled = 0;
  }

  @Override
  public void close() throws SQLException {
    debit.close();
    credit.close();
    commit.close();
  }
}
