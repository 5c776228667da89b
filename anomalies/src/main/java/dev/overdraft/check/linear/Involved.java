package dev.overdraft.check.linear;

/**
 * One operation of a proof.
 *
 * @param name by what the recording knows it: {@code T12}, {@code line 7}
 * @param deed what it did to the object: {@code read 3}
 * @param invoked when it began, on the clock of the history or as a place in the order of events
 * @param completed when it had ended; {@link Long#MAX_VALUE} if nobody knows
 */
public record Involved(String name, String deed, long invoked, long completed) {

  /** {@code T12 read 3, [40, 55]}; an open end is a dot. */
  @Override
  public String toString() {
    String end = completed == Long.MAX_VALUE ? "…" : Long.toString(completed);
    return "%s %s, [%d, %s]".formatted(name, deed, invoked, end);
  }
}
