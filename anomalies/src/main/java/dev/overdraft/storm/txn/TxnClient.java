package dev.overdraft.storm.txn;

import dev.overdraft.target.Dialect;
import dev.overdraft.target.InFlight;
import dev.overdraft.workload.txn.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One connection that runs transactions, and is replaced when it is lost. Confined to a thread. */
final class TxnClient implements AutoCloseable {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final DataSource dataSource;
  private final Kind kind;
  private final Dialect dialect;
  private final Upsert upsert;
  private @Nullable Connection connection;
  private InFlight inFlight = InFlight.NOTHING;
  private final List<Read> learned = new ArrayList<>();

  TxnClient(DataSource dataSource, Kind kind, Dialect dialect) {
    this.dataSource = dataSource;
    this.kind = kind;
    this.dialect = dialect;
    this.upsert = new Upsert(kind, dialect);
  }

  /**
   * Runs a transaction and commits it; what each step read, in their order.
   *
   * @param operation its number
   */
  List<Read> run(long operation, List<Step> steps) throws SQLException {
    inFlight = InFlight.NOTHING;
    learned.clear();
    Connection open = connected();
    inFlight = InFlight.STATEMENT;
    for (Step step : steps) {
      learned.add(step(open, step, operation));
    }
    inFlight = InFlight.COMMIT;
    open.commit();
    return learned();
  }

  private Read step(Connection open, Step step, long operation) throws SQLException {
    return switch (step.action()) {
      case READ -> read(open, step);
      case WRITE -> write(open, step);
      case READ_GROUP, INSERT, UPDATE, DELETE ->
          GroupStatements.run(open, dialect, step, operation);
    };
  }

  /** What the steps of the last transaction returned, as far as they came. */
  List<Read> learned() {
    return List.copyOf(learned);
  }

  /** What had been sent when {@link #run} threw. */
  InFlight inFlight() {
    return inFlight;
  }

  /** Undoes what a transaction that threw has left, or drops the connection. */
  void recover() {
    Connection open = connection;
    if (open == null) {
      return;
    }
    try {
      open.rollback();
    } catch (SQLException lost) {
      close();
    }
  }

  private Connection connected() throws SQLException {
    if (connection == null) {
      Connection fresh = dataSource.getConnection();
      findDeadlocksSoon(fresh);
      fresh.setAutoCommit(false);
      connection = fresh;
      return fresh;
    }
    return connection;
  }

  /**
   * Keys are locked in any order, so deadlocks are common, and PostgreSQL looks for them after a
   * second only. The setting is a superuser's; without it a storm is slower, and not another.
   */
  private void findDeadlocksSoon(Connection fresh) throws SQLException {
    if (dialect != Dialect.POSTGRESQL) {
      return;
    }
    try (Statement set = fresh.createStatement()) {
      set.execute("set deadlock_timeout = '20ms'");
    } catch (SQLException refused) {
      if (!INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())) {
        throw refused;
      }
    }
  }

  private Read read(Connection open, Step step) throws SQLException {
    try (PreparedStatement select = open.prepareStatement(kind.read())) {
      select.setLong(1, step.key());
      try (ResultSet rows = select.executeQuery()) {
        return Read.of(kind, rows);
      }
    }
  }

  private Read write(Connection open, Step step) throws SQLException {
    upsert.run(open, step.key(), kind.operand(step.value()));
    return Read.NOTHING;
  }

  /** Gives the connection up; the next transaction opens another. */
  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException gone) {
        // It was to be closed; the server has seen to it.
        inFlight = InFlight.NOTHING;
      }
    }
  }
}
