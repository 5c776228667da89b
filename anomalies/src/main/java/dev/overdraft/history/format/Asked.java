package dev.overdraft.history.format;

import dev.overdraft.history.Outcome;

/**
 * One operation of a file: what was asked and what was answered, joined. Filled again for the next
 * one.
 */
final class Asked {

  /** The completion of an operation that nobody answered. */
  static final long NEVER = Long.MAX_VALUE;

  final Entry invocation = new Entry();
  final Entry completion = new Entry();
  Outcome outcome = Outcome.INFO;
  int process;

  /** Whether the invocation is in the file. */
  boolean invoked;

  /** Whether a completion is in the file. */
  boolean answered;

  int f() {
    return invocation.f >= 0 || !answered ? invocation.f : completion.f;
  }

  long line() {
    return answered ? completion.line : invocation.line;
  }

  /** What was to be done: the arguments, also where the completion has others or none. */
  Tape arguments() {
    return invoked && invocation.hasValue() || !answered ? invocation.value : completion.value;
  }

  /** What came back, which after {@code ok} is the whole truth; empty where nothing did. */
  Tape result() {
    return completion.value;
  }

  /** Whether results can be believed: it was {@code ok}, and a value came with it. */
  boolean hasResult() {
    return outcome == Outcome.OK && answered && !completion.value.isEmpty();
  }
}
