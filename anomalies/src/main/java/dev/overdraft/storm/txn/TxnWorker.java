package dev.overdraft.storm.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.target.Failure;
import dev.overdraft.target.SqlErrors;
import dev.overdraft.workload.txn.Step;
import dev.overdraft.workload.txn.TxnSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that runs one transaction after the other and writes down what came back. After an
 * unknown outcome its process retires, and it goes on as a new one on a new connection.
 */
final class TxnWorker implements Runnable {

  /** The class of SQLSTATE for statements that are wrong, or not allowed. */
  private static final String SYNTAX_OR_RIGHT = "42";

  /** SQLite has no SQLSTATE; this is what it calls a wrong statement. */
  private static final int SQLITE_ERROR = 1;

  private final TxnStorm.Crew crew;
  private final TxnClient client;
  private final TxnLog.Lane lane;
  private final CyclicBarrier start;
  private final BooleanSupplier goOn;
  private final TxnSource source;
  private int process;
  private @Nullable Throwable broken;

  TxnWorker(
      int number,
      TxnStorm.Crew crew,
      TxnClient client,
      TxnSource source,
      CyclicBarrier start,
      BooleanSupplier goOn) {
    this.process = number;
    this.crew = crew;
    this.client = client;
    this.lane = crew.log().lane();
    this.source = source;
    this.start = start;
    this.goOn = goOn;
  }

  @Override
  public void run() {
    try (client) {
      start.await();
      while (goOn.getAsBoolean()) {
        ask(source.next());
      }
      end();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      broken = stopped;
    } catch (Exception | Error unexpected) {
      broken = unexpected;
    }
  }

  /** What ended this worker before its time, read after it has been joined. */
  @Nullable Throwable broken() {
    return broken;
  }

  /** Hands over what has been written down. */
  void end() throws IOException {
    lane.handOver();
  }

  /**
   * Asks for one transaction.
   *
   * @throws SQLException if the statement itself is refused, whatever others do: a history of such
   *     failures would show nothing
   */
  void ask(List<Step> steps) throws IOException, SQLException {
    long op = crew.nextOperation();
    lane.invoked(crew.nanos(), process, op, steps);
    try {
      List<Read> reads = client.run(op, steps);
      lane.ok(crew.nanos(), process, op, steps, reads);
    } catch (SQLException thrown) {
      long nanos = crew.nanos();
      Failure failure = SqlErrors.classify(thrown, client.inFlight());
      List<Read> learned = client.learned();
      client.recover();
      if (isRefused(thrown)) {
        throw thrown;
      }
      lane.failed(nanos, process, op, steps, learned, failure);
      if (failure.outcome() == Outcome.INFO) {
        process += crew.processes();
        client.close();
      }
    }
    crew.completed().increment();
  }

  private static boolean isRefused(SQLException thrown) {
    String state = thrown.getSQLState();
    return state == null
        ? thrown.getErrorCode() == SQLITE_ERROR
        : state.startsWith(SYNTAX_OR_RIGHT);
  }
}
