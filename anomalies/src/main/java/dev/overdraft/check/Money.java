package dev.overdraft.check;

/** How amounts are written: minor units with a thin grouping, and a sign where it matters. */
final class Money {
  private Money() {}

  static String signed(long cents) {
    return (cents > 0 ? "+" : "") + cents;
  }
}
