package dev.overdraft.history.txn;

/** What one micro-operation of a transaction does to its key. */
public enum Micro {
  /** Adds a value to the end of a list. */
  APPEND(0),
  /** Returns a whole list. */
  READ_LIST(1),
  /** Replaces the value of a register. */
  WRITE(2),
  /** Returns the value of a register. */
  READ(3),
  /** Finds a register that nobody has written. */
  READ_NIL(4),
  /** Installs a numbered version of a row. */
  WRITE_VERSION(5),
  /** Returns a numbered version of a row. */
  READ_VERSION(6),
  /** Returns the rows of a group, as reads of their versions that follow it, and no others. */
  READ_GROUP(7);

  private static final Micro[] MICROS = {
    APPEND, READ_LIST, WRITE, READ, READ_NIL, WRITE_VERSION, READ_VERSION, READ_GROUP
  };

  private final int code;

  Micro(int code) {
    this.code = code;
  }

  static Micro of(byte code) {
    return MICROS[code];
  }

  /** Its number in a column. */
  byte code() {
    return (byte) code;
  }

  /** Whether it changes its key. */
  public boolean writes() {
    return this == APPEND || this == WRITE || this == WRITE_VERSION;
  }
}
