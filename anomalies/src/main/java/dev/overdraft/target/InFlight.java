package dev.overdraft.target;

/** What had been sent to the server, and not yet answered, when something was thrown. */
public enum InFlight {
  /** Nothing: the error arose before the transaction's first statement or outside the database. */
  NOTHING,
  /** A statement of an explicit transaction; COMMIT had not been sent. */
  STATEMENT,
  /** A write outside an explicit transaction: the statement is its own COMMIT. */
  AUTOCOMMIT_WRITE,
  /** COMMIT. */
  COMMIT
}
