package dev.overdraft.scenarios;

import java.util.Locale;

/** The invariants that money code has to keep. */
public enum Rule {
  CONSERVATION("I1", "The sum of all balances never changes but by what was paid in or out."),
  NO_NEGATIVE_BALANCE("I2", "No account, and no group that shares a limit, is below its floor."),
  LEDGER_EQUALS_BALANCE("I3", "An account's entries add up to its stored total."),
  EXACTLY_ONCE("I4", "What was acknowledged took effect once, what was refused never."),
  CAPACITY("I5", "No more seats, coupons or rows of a key than there may be."),
  CONSISTENT_AUDIT("I6", "Every audit sees a total that there was at some point."),
  NO_STRANDED_MONEY("I7", "A closed account holds nothing, and gets nothing later."),
  COMMIT_ORDER_LOG("I8", "Who follows the log by its key sees every committed entry."),
  NO_CLOBBER("I9", "A column that nobody meant to change keeps its value."),
  PROGRESS("I10", "Every operation ends within bounded attempts, and none is given up.");

  private final String code;
  private final String sentence;

  Rule(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** {@code I1} to {@code I10}. */
  public String code() {
    return code;
  }

  /** What it demands. */
  public String sentence() {
    return sentence;
  }

  /** The name on the command line: {@code no-negative-balance}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
