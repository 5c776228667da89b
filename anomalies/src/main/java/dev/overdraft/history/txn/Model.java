package dev.overdraft.history.txn;

import java.util.Locale;

/** What the keys of a history are, and so how the order of their versions is known. */
public enum Model {
  /** A key is a list; a read returns all of it and so the order of every append before it. */
  LIST_APPEND,
  /** A key holds one value, nil at first; no value is written to it twice. */
  REGISTER,
  /** A key is a row whose versions the database counts: 0 at first, then 1, 2, 3 … */
  VERSIONED;

  /** {@code list-append}, {@code register} or {@code versioned}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
