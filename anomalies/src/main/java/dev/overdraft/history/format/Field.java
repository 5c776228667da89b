package dev.overdraft.history.format;

import java.util.Locale;

/**
 * The names that mean something in an operation. They come first in every file's {@link Names}, so
 * that an id is an ordinal.
 */
enum Field {
  TYPE,
  F,
  VALUE,
  PROCESS,
  TIME,
  INDEX,
  ERROR,
  REASON,
  OP,
  INVOKE,
  OK,
  FAIL,
  INFO,
  OPENING,
  END,
  R,
  W,
  APPEND,
  TXN,
  READ,
  WRITE,
  CAS,
  ADD,
  TRANSFER,
  FROM,
  TO,
  AMOUNT;

  private final String word = name().toLowerCase(Locale.ROOT);

  String word() {
    return word;
  }

  /** Whether {@code name} is this word. */
  boolean is(int name) {
    return name == ordinal();
  }
}
