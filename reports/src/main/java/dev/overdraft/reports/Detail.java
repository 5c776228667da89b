package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;

/**
 * How much of the evidence a page draws as lanes. What it does not draw it still tells in words,
 * and carries in its JSON; what broke a promise is always drawn.
 */
enum Detail {
  EVERYTHING,
  /** Of each broken control, its first finding and its first failing schedule. */
  FIRST_OF_CONTROLS,
  /** Nothing of broken controls, which did what was expected of them. */
  UNEXPECTED;

  /** Whether to draw the {@code number}th of a strategy, counted from 0. */
  boolean draws(Scorecard card, int number) {
    return !card.control() || this == EVERYTHING || (this == FIRST_OF_CONTROLS && number == 0);
  }
}
