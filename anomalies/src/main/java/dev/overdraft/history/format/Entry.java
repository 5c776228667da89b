package dev.overdraft.history.format;

/**
 * One event as it stands in a file: an invocation or a completion. It is filled again for the next
 * one, so whoever wants to keep it copies it.
 */
final class Entry {

  /** What kind of event. */
  enum Type {
    INVOKE,
    OK,
    FAIL,
    INFO
  }

  /** The process of an event that names none. */
  static final int NO_PROCESS = -1;

  /** Something that is no client: a nemesis. */
  static final int OTHER = -2;

  /** An absent time, index or operation id. */
  static final long ABSENT = Long.MIN_VALUE;

  Type type = Type.INVOKE;
  int process = NO_PROCESS;

  /** The function's name, or -1. */
  int f = -1;

  long time = ABSENT;
  long index = ABSENT;

  /** Overdraft's own number for the operation that the event belongs to. */
  long op = ABSENT;

  /** The events before this one. */
  long position;

  long line;
  final Tape value = new Tape();

  void clear() {
    process = NO_PROCESS;
    f = -1;
    time = ABSENT;
    index = ABSENT;
    op = ABSENT;
    value.clear();
  }

  /** Whether there is a value, and it is not nil. */
  boolean hasValue() {
    return !value.isEmpty() && value.token(0) != Token.NIL;
  }

  void copy(Entry other) {
    type = other.type;
    process = other.process;
    f = other.f;
    time = other.time;
    index = other.index;
    op = other.op;
    position = other.position;
    line = other.line;
    value.copy(other.value);
  }
}
