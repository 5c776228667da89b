package dev.overdraft.recording;

import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open transaction of one recorded connection: what it has written so far, and the ledger row
 * that it leaves behind.
 *
 * <p>The ledger row is inserted by the very message that commits, so it is there if and only if the
 * transaction is. Confined to the thread that uses the connection.
 */
final class Transaction {

  private static final String LOG_AND_COMMIT =
      "insert into transfer_log (operation, attempt, debit, credit, cents, versions)"
          + " values (?, ?, ?, ?, ?, ?); commit";

  private final Connection connection;
  private final List<RowVersion> written = new ArrayList<>();
  private @Nullable OperationLog log;
  private @Nullable String brokenBy;
  private boolean open;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** A statement is about to run for {@code log}. */
  void use(OperationLog operation) {
    if (!open) {
      operation.beginTransaction();
      open = true;
      log = operation;
    }
  }

  void wrote(RowVersion version) {
    written.add(version);
  }

  /** How many versions have been written; a place to come back to by {@link #rolledBackTo}. */
  int mark() {
    return written.size();
  }

  void broken(SQLException error) {
    brokenBy = error.getSQLState() == null ? "?????" : error.getSQLState();
  }

  boolean isOpen() {
    return open;
  }

  /** Commits, and leaves a ledger row if anything was written. */
  void commit() throws SQLException {
    OperationLog operation = log;
    if (operation == null) {
      connection.commit();
      forget();
      return;
    }
    try {
      if (brokenBy != null || written.isEmpty()) {
        connection.commit();
      } else {
        logAndCommit(operation);
      }
    } catch (SQLException error) {
      broken(error);
      operation.failed(error, OperationLog.Sent.COMMIT);
      throw error;
    }
    if (brokenBy != null) {
      operation.committedNothing();
      operation.endedByDatabase(brokenBy);
    }
    forget();
  }

  private void logAndCommit(OperationLog operation) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(LOG_AND_COMMIT)) {
      insert.setLong(1, operation.operation().id());
      insert.setInt(2, operation.attempts());
      Operation asked = operation.operation();
      if (asked instanceof Operation.Transfer t) {
        legs(insert, t.from(), t.to(), t.cents());
      } else if (asked instanceof Operation.Withdraw w) {
        legs(insert, w.account(), null, w.cents());
      } else if (asked instanceof Operation.Deposit d) {
        legs(insert, null, d.account(), d.cents());
      } else {
        legs(insert, null, null, 0);
      }
      insert.setObject(6, versions());
      insert.execute();
    }
  }

  private static void legs(
      PreparedStatement insert, @Nullable Long debit, @Nullable Long credit, long cents)
      throws SQLException {
    insert.setObject(3, debit, Types.BIGINT);
    insert.setObject(4, credit, Types.BIGINT);
    insert.setLong(5, cents);
  }

  private long[] versions() {
    long[] flat = new long[written.size() * 4];
    int at = 0;
    for (RowVersion v : written) {
      flat[at++] = v.account();
      flat[at++] = v.revision();
      flat[at++] = v.writer();
      flat[at++] = v.cents();
    }
    return flat;
  }

  /** The strategy, or the pool, rolled everything back. */
  void rolledBack() {
    OperationLog operation = log;
    if (operation != null) {
      if (brokenBy != null) {
        operation.endedByDatabase(brokenBy);
      } else {
        operation.rolledBack();
      }
    }
    forget();
  }

  /** The strategy rolled back to a savepoint that it had set at {@code mark}. */
  void rolledBackTo(int mark) {
    brokenBy = null;
    if (mark < written.size()) {
      written.subList(mark, written.size()).clear();
    }
  }

  /** The writer's mark for the next write, or the foreign one where nobody is known. */
  long writer() {
    return log == null ? Writer.FOREIGN : log.writer();
  }

  private void forget() {
    open = false;
    log = null;
    brokenBy = null;
    written.clear();
  }
}
