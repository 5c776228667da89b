package dev.overdraft.workload.bank;

/**
 * What a bank tells its customer: done, or why not.
 *
 * @param accepted whether the operation took effect
 * @param reason why it was refused; empty if it was not
 */
public record Receipt(boolean accepted, String reason) {

  private static final Receipt DONE = new Receipt(true, "");

  /** It is done. */
  public static Receipt done() {
    return DONE;
  }

  /** It is refused, and nothing has happened. */
  public static Receipt refused(String reason) {
    return new Receipt(false, reason);
  }
}
