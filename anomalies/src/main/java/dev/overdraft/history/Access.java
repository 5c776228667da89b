package dev.overdraft.history;

/**
 * One row version that one statement of an operation returned or installed.
 *
 * @param kind whether the statement read the version or wrote it
 * @param version the version, as the server returned it with the statement
 * @param nanos when the statement's answer arrived, on the clock of the history
 * @param sql the statement as the application wrote it, parameters as question marks
 */
public record Access(Kind kind, RowVersion version, long nanos, String sql) {

  /** What a statement did with a row version. */
  public enum Kind {
    READ,
    WRITE
  }
}
