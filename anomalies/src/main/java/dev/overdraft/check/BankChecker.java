package dev.overdraft.check;

import dev.overdraft.history.History;

/** A checker that works on {@link Evidence}, its own or what others have built already. */
abstract class BankChecker implements Checker {

  @Override
  public final Verdict check(History history) {
    return check(Evidence.of(history));
  }

  /** What it sees in {@code evidence}. */
  abstract Verdict check(Evidence evidence);
}
