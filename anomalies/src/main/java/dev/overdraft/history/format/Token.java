package dev.overdraft.history.format;

/** What a history file is made of, once EDN and JSON look alike. */
enum Token {
  /** A map begins: keys and values follow in turn. */
  MAP(0),
  /** A vector, list, set or array begins. */
  SEQUENCE(1),
  /** What began last ends. */
  CLOSE(2),
  /** A whole number of 64 bits. */
  INTEGER(3),
  /** A keyword, string, symbol, character, truth value, or a number that is not an INTEGER. */
  NAME(4),
  /** {@code nil} or {@code null}. */
  NIL(5),
  /** The tag of the value that follows: {@code #jepsen.history.Op}. Never evaluated. */
  TAG(6),
  /** The end of the file. */
  END(7);

  private final byte code;

  Token(int code) {
    this.code = (byte) code;
  }

  /** Its place in {@link #values()}, for packing. */
  byte code() {
    return code;
  }
}
