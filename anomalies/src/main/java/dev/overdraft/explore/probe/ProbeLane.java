package dev.overdraft.explore.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * One connection and its thread, so that a statement that waits for another lane's lock holds
 * nobody up. Every statement has an answer in text: a value, a count, or an error's SQLSTATE behind
 * an exclamation mark.
 */
final class ProbeLane implements AutoCloseable {

  /** How long a statement is given to show that it does not wait. */
  static final long MOMENT_MILLIS = 700;

  private static final long PATIENCE_MILLIS = 15_000;
  static final String WAITS = "waits";

  private final Connection connection;
  private final ExecutorService thread;

  /** A lane in a transaction. */
  ProbeLane(DataSource source) throws SQLException {
    this.connection = source.getConnection();
    this.connection.setAutoCommit(false);
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              var daemon = new Thread(work, "overdraft-probe");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** Begins a statement; {@code commit} and {@code rollback} end the transaction. */
  Future<String> begin(String sql) {
    return thread.submit(() -> answer(sql));
  }

  /** The statement's answer, or {@link #WAITS} if it has none in a moment. */
  static String inAMoment(Future<String> begun) throws InterruptedException {
    return within(begun, MOMENT_MILLIS);
  }

  /** The statement's answer, or {@link #WAITS} if nothing comes of it at all. */
  static String inTheEnd(Future<String> begun) throws InterruptedException {
    return within(begun, PATIENCE_MILLIS);
  }

  /** Begins a statement and takes its answer. */
  String ask(String sql) throws InterruptedException {
    return inTheEnd(begin(sql));
  }

  private static String within(Future<String> begun, long millis) throws InterruptedException {
    try {
      return begun.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillWaiting) {
      return WAITS;
    } catch (ExecutionException broken) {
      return "!" + broken.getCause();
    }
  }

  private String answer(String sql) {
    try {
      switch (sql) {
        case "commit" -> connection.commit();
        case "rollback" -> connection.rollback();
        default -> {
          return execute(sql);
        }
      }
      return "";
    } catch (SQLException error) {
      return "!" + code(error);
    }
  }

  private String execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return String.valueOf(statement.getUpdateCount());
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getObject(1)) : "no row";
      }
    }
  }

  /** What to call an error: its SQLSTATE, and the engine's own number where it has one. */
  static String code(SQLException error) {
    String state = error.getSQLState() == null ? "no SQLSTATE" : error.getSQLState();
    return error.getErrorCode() == 0 ? state : state + "/" + error.getErrorCode();
  }

  static boolean failed(String answer) {
    return answer.startsWith("!");
  }

  /** Ends the transaction, so that the other lane goes on, and the thread. */
  @Override
  public void close() throws SQLException {
    thread.shutdownNow();
    try (connection) {
      connection.rollback();
    }
  }
}
