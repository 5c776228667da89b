package dev.overdraft.history.format;

import java.util.Locale;

/**
 * The names that mean something in an operation. They come first in every file's {@link Names}, in
 * this order.
 */
enum Field {
  TYPE(0),
  F(1),
  VALUE(2),
  PROCESS(3),
  TIME(4),
  INDEX(5),
  ERROR(6),
  REASON(7),
  OP(8),
  INVOKE(9),
  OK(10),
  FAIL(11),
  INFO(12),
  OPENING(13),
  END(14),
  R(15),
  W(16),
  APPEND(17),
  TXN(18),
  READ(19),
  WRITE(20),
  CAS(21),
  ADD(22),
  TRANSFER(23),
  FROM(24),
  TO(25),
  AMOUNT(26),
  ACQUIRE(27),
  RELEASE(28),
  RP(29);

  private final int id;
  private final String word = name().toLowerCase(Locale.ROOT);

  Field(int id) {
    this.id = id;
  }

  /** Its id in every file's {@link Names}. */
  int id() {
    return id;
  }

  String word() {
    return word;
  }

  /** Whether {@code name} is this word. */
  boolean is(int name) {
    return name == id;
  }
}
