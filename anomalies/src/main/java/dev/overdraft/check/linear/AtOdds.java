package dev.overdraft.check.linear;

/**
 * Tells why two blocks each have to come before the other, by as few operations as can be found:
 * one in the midst of the other block, or two of each.
 */
final class AtOdds {

  private static final int NONE = -2;

  private final ObjectOperations operations;
  private final Row row;
  private final Proof proof;

  /** Where a block stands in the row. */
  record Span(int from, int to, boolean opening) {}

  AtOdds(ObjectOperations operations, Row row, Proof proof) {
    this.operations = operations;
    this.row = row;
    this.proof = proof;
  }

  Violation of(Span one, Span other) {
    if (!midst(one, other) && !midst(other, one)) {
      crossed(one, other);
    }
    return proof
        .because("but nothing can be written between a value and what reads or replaces it")
        .of(Violation.Kind.STALE_READ);
  }

  /** One operation of a block after another block had begun and before that one was over. */
  private boolean midst(Span outer, Span inner) {
    long begun = outer.opening() ? Long.MIN_VALUE : firstCompleted(outer);
    long over = lastInvoked(outer);
    int found = NONE;
    for (int at = inner.from(); at < inner.to(); at++) {
      int operation = row.operation(at);
      boolean within =
          operations.invoked(operation) > begun && operations.completed(operation) < over;
      if (within && (found == NONE || (row.place(at) % 2 == 0 && row.place(found) % 2 != 0))) {
        found = at;
      }
    }
    if (found == NONE) {
      return false;
    }
    int operation = row.operation(found);
    int[] ends = ends(outer, operations.invoked(operation), operations.completed(operation));
    before(ends[0], operation);
    proof.before(operation, row.operation(ends[1]));
    connect(ends);
    return true;
  }

  /** Neither is the opening, in the midst of which there would be somebody. */
  private void crossed(Span one, Span other) {
    int[] ends = ends(one, lastInvoked(other), firstCompleted(other));
    int first = row.operation(ends[0]);
    int second = row.operation(ends[1]);
    int[] others = ends(other, operations.invoked(second), operations.completed(first));
    proof.before(first, row.operation(others[1]));
    proof.before(row.operation(others[0]), second);
    connect(ends);
    connect(others);
  }

  private void before(int at, int operation) {
    if (at == NONE) {
      proof.because("it was nil before %s began", operation);
    } else {
      proof.before(row.operation(at), operation);
    }
  }

  private void connect(int... ends) {
    proof.replacements(row, ends[0] == NONE ? -1 : ends[0], ends[1]);
  }

  /**
   * Where one of a block stands that had ended before something begins, and one that began after
   * something was over: those between which there are the fewest values. The opening of an object
   * has completed before any instant, and stands nowhere.
   */
  private int[] ends(Span span, long begins, long over) {
    int first = NONE;
    int second = NONE;
    int[] best = {NONE, NONE};
    int distance = Integer.MAX_VALUE;
    for (int at = span.from(); at < span.to(); at++) {
      int operation = row.operation(at);
      boolean is = false;
      boolean opening = span.opening() && row.place(at) < 2;
      if (!opening && operations.completed(operation) < begins) {
        first = first != NONE && row.place(first) / 2 == row.place(at) / 2 ? first : at;
        is = second != NONE;
      } else if (operations.invoked(operation) > over) {
        second = second != NONE && row.place(second) / 2 == row.place(at) / 2 ? second : at;
        is = first != NONE || span.opening();
      }
      if (is) {
        int from = first == NONE ? 0 : row.place(first) / 2;
        int between = Math.abs(row.place(second) / 2 - from);
        if (between < distance) {
          distance = between;
          best = new int[] {first, second};
        }
      }
    }
    return best;
  }

  private long firstCompleted(Span span) {
    long first = Long.MAX_VALUE;
    for (int at = span.from(); at < span.to(); at++) {
      first = Math.min(first, operations.completed(row.operation(at)));
    }
    return first;
  }

  private long lastInvoked(Span span) {
    long last = Long.MIN_VALUE;
    for (int at = span.from(); at < span.to(); at++) {
      last = Math.max(last, operations.invoked(row.operation(at)));
    }
    return last;
  }
}
