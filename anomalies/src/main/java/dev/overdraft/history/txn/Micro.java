package dev.overdraft.history.txn;

/** What one micro-operation of a transaction does to its key. */
public enum Micro {
  /** Adds a value to the end of a list. */
  APPEND,
  /** Returns a whole list. */
  READ_LIST,
  /** Replaces the value of a register. */
  WRITE,
  /** Returns the value of a register. */
  READ,
  /** Finds a register that nobody has written. */
  READ_NIL,
  /** Installs a numbered version of a row. */
  WRITE_VERSION,
  /** Returns a numbered version of a row. */
  READ_VERSION;

  /** Its number in a column. */
  byte code() {
    return (byte) ordinal();
  }

  /** Whether it changes its key. */
  public boolean writes() {
    return this == APPEND || this == WRITE || this == WRITE_VERSION;
  }
}
