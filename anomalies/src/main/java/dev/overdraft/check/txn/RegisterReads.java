package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;

/**
 * Which write each read of a register returned, and who took effect because somebody saw it. Of a
 * read of a value that was written twice neither is known, but that it is dirty if all failed.
 */
final class RegisterReads implements Reads.Numbers {

  /** What a register holds before anybody writes it. */
  static final int NIL = -1;

  final TxnHistory history;
  final int[] txnOf;
  final boolean[] committed;
  private final Values values;

  RegisterReads(TxnHistory history, Sightings sightings) {
    this.history = history;
    Ints duplicates = new Ints();
    this.txnOf = Versions.txnOfOps(history);
    this.values = new Values(history, txnOf, duplicates);
    this.committed = new Versions(history).committed;
    for (int i = 0; i < duplicates.size(); i++) {
      sightings.repeated(duplicates.get(i));
    }
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (isRead(t, op)) {
          observe(op, sightings);
        }
      }
    }
  }

  private void observe(int op, Sightings sightings) {
    int write = read(op);
    if (write == Reads.UNKNOWN) {
      unknown(op, sightings);
    } else if (write >= 0 && history.outcome(txnOf[write]) == Outcome.FAIL) {
      sightings.add(Phenomenon.ABORTED_READ, op, write);
    } else if (write >= 0) {
      committed[txnOf[write]] = true;
    }
  }

  private void unknown(int op, Sightings sightings) {
    int write = values.first(history.key(op), history.value(op));
    if (write == Values.NONE) {
      sightings.add(Phenomenon.GARBAGE_READ, op, Sightings.NONE);
    } else if (values.isFailed(write)) {
      sightings.add(Phenomenon.ABORTED_READ, op, write);
    }
  }

  /** Whether a micro-operation is a read that counts. */
  boolean isRead(int txn, int op) {
    return history.outcome(txn) == Outcome.OK && !history.micro(op).writes();
  }

  @Override
  public int version(int op) {
    return history.micro(op).writes() ? op : read(op);
  }

  @Override
  public int write(int version) {
    return version;
  }

  /** The write behind a read, {@link #NIL} or {@link Reads#UNKNOWN}. */
  int read(int op) {
    if (history.micro(op) == Micro.READ_NIL) {
      return NIL;
    }
    int write = values.writeOp(history.key(op), history.value(op));
    return write < 0 ? Reads.UNKNOWN : write;
  }
}
