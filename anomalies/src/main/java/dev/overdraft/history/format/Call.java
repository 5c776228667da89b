package dev.overdraft.history.format;

import dev.overdraft.history.Outcome;

/**
 * One operation of a history whose operations are no transactions: of a bank, a counter, a set or a
 * lock.
 */
public final class Call {

  /** The completion of an operation that nobody answered. */
  public static final long NEVER = Asked.NEVER;

  /** The invocation of an operation of which the file tells the answer alone. */
  public static final long EVER = Long.MIN_VALUE;

  /** A balance that a read returned as nil. */
  public static final long NIL = Long.MIN_VALUE;

  private final boolean read;
  private final boolean told;
  private final long line;
  private final int process;
  private final long invoked;
  private final long completed;
  private final Outcome outcome;
  private final long key;
  private final long[] numbers;

  Call(
      Asked asked,
      boolean read,
      boolean told,
      long invoked,
      long completed,
      long key,
      long... numbers) {
    this.read = read;
    this.told = told;
    this.line = asked.line();
    this.process = asked.process;
    this.outcome = asked.outcome;
    this.invoked = invoked;
    this.completed = completed;
    this.key = key;
    this.numbers = numbers;
  }

  /** Whether it reads; else it transfers, adds, acquires or releases. */
  public boolean read() {
    return read;
  }

  /**
   * Whether a read of a set came back with one, be it empty. Where its answer has no value, or nil,
   * nobody knows what was in the set.
   */
  public boolean told() {
    return told;
  }

  /** The line of the file on which it ends. */
  public long line() {
    return line;
  }

  /** The logical client. */
  public int process() {
    return process;
  }

  /**
   * When it was asked for: a time in nanoseconds, or a place in the order of events; {@link #EVER}
   * if that is not known, as it may have been open all the time until its answer.
   */
  public long invoked() {
    return invoked;
  }

  /** Whether it is known when it was asked for. */
  public boolean hasInvocation() {
    return invoked != EVER;
  }

  /** When its answer came, {@link #NEVER} if its outcome is unknown. */
  public long completed() {
    return completed;
  }

  /** How it ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Which counter, set or lock it is about; 0 where there is one. */
  public long key() {
    return key;
  }

  /**
   * How many numbers it carries. A transfer has payer, payee and amount; a read of a bank account
   * and balance in turn; an addition what is added; an acquisition 1 and a release 0; a read of a
   * counter its value, of a set its elements; a read without result none.
   */
  public int size() {
    return numbers.length;
  }

  /** One of its numbers. */
  public long number(int at) {
    return numbers[at];
  }
}
