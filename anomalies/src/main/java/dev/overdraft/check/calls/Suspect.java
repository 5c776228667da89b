package dev.overdraft.check.calls;

import dev.overdraft.history.format.Call;

/**
 * A leg of a transfer, and what may have become of it.
 *
 * @param deed {@code lost}, {@code doubled} or, of one in flight, {@code counted}
 * @param cents by how much that changes the balance of the account in question
 */
record Suspect(Call transfer, String deed, long cents) {

  /** Which transfer, and what has become of it: {@code transfer 1→2 30 (line 7) lost}. */
  @Override
  public String toString() {
    return "transfer %d→%d %d (line %d) %s"
        .formatted(
            transfer.number(0), transfer.number(1), transfer.number(2), transfer.line(), deed);
  }
}
