package dev.overdraft.workload.bank;

/**
 * The process that carried out an operation died here, by plan, or gave up where it could not know
 * what would become of it. Its open transactions are rolled back by the server, and its client
 * never gets an answer: the outcome is unknown.
 */
public final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** At a point that the strategy has named. */
  public Crash(String point) {
    super("the process died " + point);
  }

  /** The same after an error that tells more. */
  public Crash(String point, Throwable cause) {
    super("the process died " + point + ": " + cause.getMessage(), cause);
  }
}
