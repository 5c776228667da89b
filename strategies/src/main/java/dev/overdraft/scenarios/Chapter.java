package dev.overdraft.scenarios;

/** The chapters of the catalogue, in its order. */
public enum Chapter {
  UNPROTECTED("Read-modify-write and missing transactions"),
  LOCKS("Locks that protect nothing"),
  SETS("Sets of rows and absent rows"),
  OPTIMISTIC("Optimistic checks, retries and stale copies"),
  ORDER("Lock order and isolation levels"),
  ERRORS("Errors, commits and audits"),
  LIFECYCLE("Idempotency, queues, lifecycle and rounding");

  private final String title;

  Chapter(String title) {
    this.title = title;
  }

  /** As a heading. */
  public String title() {
    return title;
  }
}
