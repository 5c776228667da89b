package dev.overdraft.explore.step;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes down what a step's answer was while the application reads it. Written by the actor's
 * thread, read by the scheduler when that thread is parked or done.
 */
final class Tape {
  /** The most rows that are kept of one result. */
  static final int MOST_ROWS = 12;

  private final List<List<String>> rows = new ArrayList<>();
  private long count = -1;
  private boolean query;
  private Answer other = new Answer.Missing();

  void rowsFollow() {
    query = true;
    count = 0;
  }

  void row(List<String> values) {
    count++;
    if (rows.size() < MOST_ROWS) {
      rows.add(values);
    }
  }

  void changed(long updated) {
    other = new Answer.Count(updated);
  }

  /** Answered, if nothing else has been said. */
  void done() {
    if (other instanceof Answer.Missing) {
      other = new Answer.Done();
    }
  }

  void failed(SQLException error) {
    String state = error.getSQLState() == null ? "?????" : error.getSQLState();
    String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    other = new Answer.Failed(state, error.getErrorCode(), message);
  }

  boolean isFailed() {
    return other instanceof Answer.Failed;
  }

  /** Whether it was aborted to end a deadlock. May be asked while rows are still read. */
  boolean isDeadlock() {
    return other instanceof Answer.Failed failed && failed.isDeadlock();
  }

  /** Whether it is known that nothing was changed. May be asked while rows are still read. */
  boolean isVain() {
    return other instanceof Answer.Count changed && changed.count() == 0;
  }

  Answer answer() {
    return query ? new Answer.Rows(rows, count) : other;
  }
}
