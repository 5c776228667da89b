package dev.overdraft.workload.txn;

/**
 * One read or write of a transaction.
 *
 * @param key a register, a list, a set or a number; a row of a group, or the group that is read
 * @param from the group that a row has to be in for anything to happen; 0 for what has no groups
 * @param value what is written or appended, unique for its key; the group that a row goes to; 0 for
 *     a read
 */
public record Step(Action action, long key, long from, long value) {

  /** What is done. */
  public enum Action {
    /** Reads a key. */
    READ,
    /** Writes a key, or adds to it. */
    WRITE,
    /** Reads which rows are in a group. */
    READ_GROUP,
    /** Inserts a new row into a group. */
    INSERT,
    /** Changes a row that is in a group: to another group, or to a new version in the same. */
    UPDATE,
    /** Deletes a row that is in a group. */
    DELETE
  }

  /** Reads {@code key}. */
  public static Step read(long key) {
    return new Step(Action.READ, key, 0, 0);
  }

  /** Writes {@code value} to {@code key}, or appends it. */
  public static Step write(long key, long value) {
    return new Step(Action.WRITE, key, 0, value);
  }

  /** Reads which rows are in {@code group}. */
  public static Step readGroup(long group) {
    return new Step(Action.READ_GROUP, group, 0, 0);
  }

  /** Inserts {@code row}, of which there is none, into {@code group}. */
  public static Step insert(long row, long group) {
    return new Step(Action.INSERT, row, 0, group);
  }

  /** Moves {@code row} to another group, or makes a new version of it, if it is in {@code from}. */
  public static Step update(long row, long from, long to) {
    return new Step(Action.UPDATE, row, from, to);
  }

  /** Deletes {@code row} if it is in {@code from}. */
  public static Step delete(long row, long from) {
    return new Step(Action.DELETE, row, from, 0);
  }

  /** Whether it changes anything. */
  public boolean write() {
    return action != Action.READ && action != Action.READ_GROUP;
  }
}
