package dev.overdraft.recording;

import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open transaction of one recorded connection: what it has written so far, and the ledger row
 * that it leaves behind.
 *
 * <p>The ledger row is inserted by the very message that commits, so it is there if and only if the
 * transaction is. Confined to the thread that uses the connection.
 *
 * <p><b>After an error the server is believed, not the error.</b> PostgreSQL answers the commit of
 * an aborted transaction with a rollback, and the driver returns normally; but an error of the
 * driver's own, or one that a savepoint took back, aborts nothing. So we try, and 25P02 ("current
 * transaction is aborted") tells.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL 18, appendix
 *     A</a>
 */
final class Transaction {

  private static final String LOG =
      "insert into transfer_log (operation, attempt, debit, credit, cents, versions)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final String LOG_AND_COMMIT = LOG + "; commit";

  private static final String ABORTED = "25P02";

  /** MariaDB with {@code innodb_snapshot_isolation}: the record has changed since last read. */
  private static final int MOVED_ON = 1020;

  private final Connection connection;
  private final boolean postgresql;
  private final List<RowVersion> written = new ArrayList<>();
  private @Nullable PreparedStatement ledger;
  private @Nullable OperationLog log;
  private @Nullable String brokenBy;
  private boolean open;

  /** Elsewhere than on PostgreSQL: an error took what had been done, and what follows is new. */
  private boolean lost;

  Transaction(Connection connection, boolean postgresql) {
    this.connection = connection;
    this.postgresql = postgresql;
  }

  /** What it has written so far. */
  List<RowVersion> written() {
    return written;
  }

  /** A statement is about to run for {@code log}. */
  void use(OperationLog operation) {
    if (!open) {
      operation.beginTransaction();
      open = true;
      brokenBy = null;
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

  /** A statement failed, and may have taken the transaction with it; of several, the cause. */
  void broken(SQLException error) {
    String state = error.getSQLState() == null ? "?????" : error.getSQLState();
    if (open && (brokenBy == null || !state.equals(ABORTED))) {
      brokenBy = state;
    }
    if (open && !postgresql && (state.startsWith("40") || error.getErrorCode() == MOVED_ON)) {
      rolledBackWhole();
    }
  }

  /**
   * By the standard, class 40 says that the transaction is gone; a commit keeps what follows it.
   * MariaDB's 1020 says so too, without the class.
   */
  private void rolledBackWhole() {
    lost = true;
    if (log != null) {
      log.undone(written);
    }
    written.clear();
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
    boolean aborted;
    try {
      aborted = written.isEmpty() ? commitAlone() : !logAndCommit(operation);
    } catch (SQLException error) {
      broken(error);
      operation.failed(error, OperationLog.Sent.COMMIT);
      throw error;
    } catch (RuntimeException | Error error) {
      operation.failed(error, OperationLog.Sent.COMMIT);
      throw error;
    }
    if (aborted) {
      operation.committedNothing();
      operation.endedByDatabase(brokenBy == null ? ABORTED : brokenBy);
    }
    forget();
  }

  /**
   * Is about to be prepared, or to take no more statements before it is: its ledger row goes with
   * it, so that it is there if and only if the prepared transaction is committed.
   */
  void prepare() throws SQLException {
    OperationLog operation = log;
    if (operation != null && !written.isEmpty()) {
      try (PreparedStatement insert = connection.prepareStatement(LOG)) {
        fill(insert, operation);
        insert.execute();
      }
    }
  }

  /** It was prepared. */
  void prepared() {
    forget();
  }

  /** Commits without a ledger row; returns whether that was a rollback. */
  private boolean commitAlone() throws SQLException {
    boolean aborted = postgresql ? brokenBy != null && aborted() : lost;
    connection.commit();
    return aborted;
  }

  private boolean aborted() throws SQLException {
    try (Statement probe = connection.createStatement()) {
      probe.execute("select 1");
      return false;
    } catch (SQLException error) {
      if (ABORTED.equals(error.getSQLState())) {
        return true;
      }
      throw error;
    }
  }

  /** Returns false if it was a rollback, as the driver does it: without a word. */
  private boolean logAndCommit(OperationLog operation) throws SQLException {
    if (!postgresql) {
      sendLog(operation);
      connection.commit();
      return true;
    }
    try {
      sendLog(operation);
      return true;
    } catch (SQLException error) {
      if (!ABORTED.equals(error.getSQLState())) {
        throw error;
      }
    }
    connection.commit();
    return false;
  }

  private void sendLog(OperationLog operation) throws SQLException {
    PreparedStatement insert = ledger();
    fill(insert, operation);
    insert.execute();
  }

  /** Prepared at its first use, and closed with the connection. */
  private PreparedStatement ledger() throws SQLException {
    PreparedStatement prepared = ledger;
    if (prepared == null) {
      prepared = connection.prepareStatement(postgresql ? LOG_AND_COMMIT : LOG);
      ledger = prepared;
    }
    return prepared;
  }

  private void fill(PreparedStatement insert, OperationLog operation) throws SQLException {
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
    if (postgresql) {
      insert.setObject(6, versions());
    } else {
      insert.setString(6, Arrays.toString(versions()));
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
    List<RowVersion> undone = written.subList(Math.min(mark, written.size()), written.size());
    if (log != null) {
      log.undone(undone);
    }
    undone.clear();
  }

  /** The writer's mark for the next write, or the foreign one where nobody is known. */
  long writer() {
    return log == null ? Writer.FOREIGN : log.writer();
  }

  private void forget() {
    open = false;
    log = null;
    brokenBy = null;
    lost = false;
    written.clear();
  }
}
