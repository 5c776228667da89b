package dev.overdraft.history.format;

/** What a history file is made of, once EDN and JSON look alike. */
enum Token {
  /** A map begins: keys and values follow in turn. */
  MAP,
  /** A vector, list, set or array begins. */
  SEQUENCE,
  /** What began last ends. */
  CLOSE,
  /** A whole number of 64 bits. */
  INTEGER,
  /** A keyword, string, symbol, character, truth value, or a number that is not an INTEGER. */
  NAME,
  /** {@code nil} or {@code null}. */
  NIL,
  /** The tag of the value that follows: {@code #jepsen.history.Op}. Never evaluated. */
  TAG,
  /** The end of the file. */
  END
}
