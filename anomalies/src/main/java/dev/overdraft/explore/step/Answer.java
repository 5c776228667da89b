package dev.overdraft.explore.step;

import java.util.List;

/** What came back from a step, as text. */
public sealed interface Answer {

  /** Words for a lane; empty where there is nothing to say. */
  String text();

  /**
   * Rows, as far as the application has fetched them.
   *
   * @param rows at most {@link Tape#MOST_ROWS}
   * @param count how many were fetched
   */
  record Rows(List<List<String>> rows, long count) implements Answer {
    public Rows {
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public String text() {
      if (count == 0) {
        return "no row";
      }
      var text = new StringBuilder();
      for (List<String> row : rows) {
        text.append(text.isEmpty() ? "" : " ").append('(').append(String.join(", ", row));
        text.append(')');
      }
      return count > rows.size() ? text + " … " + count + " rows" : text.toString();
    }
  }

  /** So many rows were changed. */
  record Count(long count) implements Answer {
    @Override
    public String text() {
      return count == 1 ? "1 row" : count + " rows";
    }
  }

  /** Done, nothing to tell. */
  record Done() implements Answer {
    @Override
    public String text() {
      return "";
    }
  }

  /** It failed. */
  record Failed(String sqlState, int vendorCode, String message) implements Answer {
    private static final int MARIADB_DEADLOCK = 1213;

    @Override
    public String text() {
      return "ERROR " + sqlState + " " + message;
    }

    /** Whether it was aborted to end a deadlock: 40P01 on PostgreSQL, 1213 on MariaDB. */
    boolean isDeadlock() {
      return sqlState.equals("40P01") || vendorCode == MARIADB_DEADLOCK;
    }
  }

  /** None came, since the run ended before. */
  record Missing() implements Answer {
    @Override
    public String text() {
      return "never answered";
    }
  }
}
