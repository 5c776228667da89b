package dev.overdraft.target;

import dev.overdraft.history.Outcome;

/**
 * How an operation that did not end in {@code ok} ended, and why.
 *
 * <p>{@link Outcome#FAIL} presumes that the caller rolled back, or closed the connection, before it
 * went on: a strategy that commits after an error has an unknown outcome whatever the error was.
 *
 * @param outcome {@code FAIL} (certainly no effect) or {@code INFO} (unknown), never {@code OK}
 * @param sqlState empty if no {@link java.sql.SQLException} was thrown or it carried none
 * @param vendorCode 0 if there was none
 * @param message the first line of what was thrown, or its class if it said nothing
 */
public record Failure(
    Outcome outcome, String sqlState, int vendorCode, Reason reason, String message) {

  public Failure {
    if (outcome == Outcome.OK) {
      throw new IllegalArgumentException("a failure is never ok");
    }
  }

  /** A refusal by the business rule: certainly no effect. */
  public static Failure refused(String why) {
    return new Failure(Outcome.FAIL, "", 0, Reason.REFUSED, why);
  }
}
