package dev.overdraft.target;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * What a driver attached to one exception, and what the vendors' tables say that it means.
 *
 * @param state the SQLSTATE, empty if the driver gave none
 * @param vendorCode the error number of MariaDB, MySQL and SQLite; PostgreSQL's driver leaves it 0
 * @param connectionClass whether the exception's own class speaks of the connection
 */
record SqlCode(String state, int vendorCode, boolean connectionClass) {
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
  private static final Set<Integer> MARIADB_CONFLICTS = Set.of(1213, 1020);

  /** Write conflict, commit failed and rolled back, schema changed meanwhile; not run here. */
  private static final Set<Integer> TIDB_CONFLICTS = Set.of(9007, 8022, 8028);

  private static final Set<String> TIMEOUTS = Set.of("55P03", "57014", "HYT00", "40XL1", "40XL2");
  private static final int MARIADB_LOCK_TIMEOUT = 1205;
  private static final int MARIADB_CHECK = 4025;

  /** SQLITE_BUSY and SQLITE_LOCKED; its driver gives no SQLSTATE. */
  private static final Set<Integer> SQLITE_CONFLICTS = Set.of(5, 6);

  private static final int SQLITE_CONSTRAINT = 19;

  /** Shutting down, crashing, starting up, idle too long, no slot left. */
  private static final Set<String> SERVER_GONE =
      Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

  private static final Set<Integer> MARIADB_SERVER_GONE = Set.of(2006, 2013);

  static SqlCode of(SQLException sql) {
    return new SqlCode(
        stateOf(sql),
        sql.getErrorCode(),
        sql instanceof SQLNonTransientConnectionException
            || sql instanceof SQLRecoverableException
            || sql instanceof SQLTransientConnectionException);
  }

  static String stateOf(SQLException sql) {
    String state = sql.getSQLState();
    return state == null ? "" : state;
  }

  static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getName()
        : message.strip().lines().findFirst().orElseThrow();
  }

  /**
   * Whether running the whole transaction again may succeed, whatever it was that got in the way.
   */
  boolean retryable() {
    return switch (reason()) {
      case CONFLICT -> true;
      case TIMEOUT -> !state.equals("57014");
      case CONSTRAINT, CONNECTION_LOST, ABORTED, REFUSED, UNKNOWN -> false;
    };
  }

  boolean present() {
    return !state.isEmpty() || vendorCode != 0 || connectionClass;
  }

  /** PostgreSQL: every statement after the first error of a transaction is answered with this. */
  boolean transactionAborted() {
    return state.equals("25P02");
  }

  /** Syntax, unknown tables, columns or functions, missing rights; or a feature that is missing. */
  boolean notUnderstood() {
    return state.startsWith("42") || state.startsWith("0A");
  }

  Reason reason() {
    if (state.isEmpty() && SQLITE_CONFLICTS.contains(vendorCode)) {
      return Reason.CONFLICT;
    }
    if (state.isEmpty() && vendorCode == SQLITE_CONSTRAINT) {
      return Reason.CONSTRAINT;
    }
    if (CONFLICTS.contains(state)
        || MARIADB_CONFLICTS.contains(vendorCode)
        || TIDB_CONFLICTS.contains(vendorCode)) {
      return Reason.CONFLICT;
    }
    if (TIMEOUTS.contains(state) || vendorCode == MARIADB_LOCK_TIMEOUT) {
      return Reason.TIMEOUT;
    }
    if (state.startsWith("23") || state.equals("40002") || vendorCode == MARIADB_CHECK) {
      return Reason.CONSTRAINT;
    }
    if (state.startsWith("08")
        || SERVER_GONE.contains(state)
        || MARIADB_SERVER_GONE.contains(vendorCode)
        || connectionClass) {
      return Reason.CONNECTION_LOST;
    }
    return transactionAborted() ? Reason.ABORTED : Reason.UNKNOWN;
  }

  /**
   * Whether this answer, to a COMMIT or to a write that is its own COMMIT, rules out any effect.
   *
   * <p>Conflicts and constraints do, 25P02 too, and so does P0001, which only a trigger's own
   * {@code raise} sends, before the commit is written. To an autocommit write also what is decided
   * while the statement still runs: a lock not available, bad data, bad SQL. A cancelled statement
   * (57014) may already have been committing.
   */
  boolean definiteAbort(InFlight inFlight) {
    return switch (reason()) {
      case CONFLICT, CONSTRAINT, ABORTED, REFUSED -> true;
      case TIMEOUT -> inFlight == InFlight.AUTOCOMMIT_WRITE && !state.equals("57014");
      case CONNECTION_LOST -> false;
      case UNKNOWN ->
          state.equals("P0001")
              || (inFlight == InFlight.AUTOCOMMIT_WRITE
                  && (state.startsWith("22") || state.startsWith("42")));
    };
  }
}
