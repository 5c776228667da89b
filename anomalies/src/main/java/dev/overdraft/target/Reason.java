package dev.overdraft.target;

/** Why an operation did not end in {@code ok}, coarse enough to count by. */
public enum Reason {
  /** The business rule said no, before or after looking; nothing was thrown by the database. */
  REFUSED,
  /** Another transaction was in the way: serialization failure, deadlock, stale version. */
  CONFLICT,
  /** A constraint of the schema said no. */
  CONSTRAINT,
  /** A lock or a statement took too long, or was cancelled. */
  TIMEOUT,
  /** The connection broke or could not be had, or the server went away. */
  CONNECTION_LOST,
  /** The transaction had failed before, and the first error is not known. */
  ABORTED,
  /** Anything else. */
  UNKNOWN
}
