package dev.overdraft.check.linear;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * The operations on one object, in the order of their transactions; filled again for the next one.
 *
 * <p>What one transaction does to the object is one operation: it reads what its first read of
 * others returned, and writes what it left. Where there are no times, each lasts for ever.
 */
final class ObjectOperations {

  /** No operation: what was there before all of them. */
  static final int OPENING = -1;

  private static final int READS = 1;
  private static final int READS_NIL = 2;
  private static final int WRITES = 4;
  private static final int SPLIT = 8;

  private final TxnHistory history;
  private int size;
  private int replacements;
  private int[] txn = new int[64];
  private int[] readOp = new int[64];
  private int[] firstWriteOp = new int[64];
  private int[] lastWriteOp = new int[64];
  private int[] splitOp = new int[64];
  private byte[] deeds = new byte[64];
  private Outcome[] outcomes = new Outcome[64];
  private long[] invoked = new long[64];
  private long[] completed = new long[64];
  private int[] replaced = new int[16];
  private int[] replacedBy = new int[16];

  ObjectOperations(TxnHistory history) {
    this.history = history;
  }

  void clear() {
    size = 0;
    replacements = 0;
  }

  /** Adds a micro-operation; those of one transaction come one after the other. */
  void add(int itsTxn, int op) {
    if (size == 0 || txn[size - 1] != itsTxn) {
      begin(itsTxn);
    }
    int at = size - 1;
    if (history.micro(op).writes()) {
      write(at, op);
    } else if ((deeds[at] & WRITES) == 0) {
      read(at, op);
    }
  }

  private void begin(int itsTxn) {
    if (size == txn.length) {
      grow();
    }
    txn[size] = itsTxn;
    deeds[size] = 0;
    outcomes[size] = history.outcome(itsTxn);
    invoked[size] = history.timed() ? history.invokedNanos(itsTxn) : Long.MIN_VALUE;
    completed[size] = history.timed() ? history.completedNanos(itsTxn) : Long.MAX_VALUE;
    size++;
  }

  private void write(int at, int op) {
    if ((deeds[at] & WRITES) == 0) {
      deeds[at] |= WRITES;
      firstWriteOp[at] = op;
    } else {
      if (replacements == replaced.length) {
        replaced = Arrays.copyOf(replaced, replacements * 2);
        replacedBy = Arrays.copyOf(replacedBy, replacements * 2);
      }
      replaced[replacements] = lastWriteOp[at];
      replacedBy[replacements++] = at;
    }
    lastWriteOp[at] = op;
  }

  private void read(int at, int op) {
    if ((deeds[at] & READS) == 0) {
      deeds[at] |= (byte) (history.micro(op) == Micro.READ_NIL ? READS | READS_NIL : READS);
      readOp[at] = op;
    } else if (!same(readOp[at], op)) {
      deeds[at] |= SPLIT;
      splitOp[at] = op;
    }
  }

  private boolean same(int op, int other) {
    return history.micro(op) == history.micro(other) && history.value(op) == history.value(other);
  }

  private void grow() {
    int room = size * 2;
    txn = Arrays.copyOf(txn, room);
    readOp = Arrays.copyOf(readOp, room);
    firstWriteOp = Arrays.copyOf(firstWriteOp, room);
    lastWriteOp = Arrays.copyOf(lastWriteOp, room);
    splitOp = Arrays.copyOf(splitOp, room);
    deeds = Arrays.copyOf(deeds, room);
    outcomes = Arrays.copyOf(outcomes, room);
    invoked = Arrays.copyOf(invoked, room);
    completed = Arrays.copyOf(completed, room);
  }

  int size() {
    return size;
  }

  boolean timed() {
    return history.timed();
  }

  int txn(int at) {
    return txn[at];
  }

  Outcome outcome(int at) {
    return outcomes[at];
  }

  long invoked(int at) {
    return invoked[at];
  }

  /** When it had ended; {@link Long#MAX_VALUE} if that is not known. */
  long completed(int at) {
    return completed[at];
  }

  boolean reads(int at) {
    return (deeds[at] & READS) != 0;
  }

  boolean readsNil(int at) {
    return (deeds[at] & READS_NIL) != 0;
  }

  /** Whether its reads before its first write disagree. */
  boolean isSplit(int at) {
    return (deeds[at] & SPLIT) != 0;
  }

  boolean writes(int at) {
    return (deeds[at] & WRITES) != 0;
  }

  /** Whether it leaves another value than it read: writing what one has read changes nothing. */
  boolean changes(int at) {
    return writes(at) && (!reads(at) || readsNil(at) || read(at) != written(at));
  }

  /** The value or version that it read. */
  long read(int at) {
    return history.value(readOp[at]);
  }

  /** The other value or version that a split one read. */
  long otherRead(int at) {
    return history.value(splitOp[at]);
  }

  /** The transaction that the version read names as its writer. */
  int readFrom(int at) {
    return history.writer(readOp[at]);
  }

  /** The value or version that it left. */
  long written(int at) {
    return history.value(lastWriteOp[at]);
  }

  /** The first value or version that it wrote. */
  long firstWritten(int at) {
    return history.value(firstWriteOp[at]);
  }

  /** How many values or versions were replaced by their own writer. */
  int replacements() {
    return replacements;
  }

  /** A value or version that its own writer replaced. */
  long replaced(int each) {
    return history.value(replaced[each]);
  }

  /** Who did that. */
  int replacedBy(int each) {
    return replacedBy[each];
  }

  /** The operation of a transaction, or {@link #OPENING} if it has none here. */
  int of(int itsTxn) {
    return Math.max(OPENING, Arrays.binarySearch(txn, 0, size, itsTxn));
  }

  /** An operation that ends before it begins, or {@link #OPENING}. */
  int backwards() {
    for (int at = 0; at < size; at++) {
      if (completed[at] < invoked[at]) {
        return at;
      }
    }
    return OPENING;
  }

  /** Reads that began after another operation's write had ended: what could have been stale. */
  long staleChances() {
    long written = Long.MAX_VALUE;
    for (int at = 0; at < size; at++) {
      if (writes(at) && outcomes[at] == Outcome.OK) {
        written = Math.min(written, completed[at]);
      }
    }
    long chances = 0;
    for (int at = 0; at < size; at++) {
      chances += reads(at) && outcomes[at] == Outcome.OK && invoked[at] > written ? 1 : 0;
    }
    return chances;
  }
}
