package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;

/**
 * What single reads of registers and rows show, and single transactions, before any graph.
 *
 * <p>Versions are told apart by numbers, whatever they mean: the writes themselves for registers,
 * slots for rows.
 */
final class Reads {

  /** The version that a read returned is not known. */
  static final int UNKNOWN = -2;

  private final TxnHistory history;
  private final Sightings sightings;
  private final OpsOfKey same;
  private final Numbers numbers;

  /** The versions that their own transaction replaced. */
  private final boolean[] replaced;

  /** Numbers versions. */
  interface Numbers {

    /** The version that a micro-operation read or wrote, or {@link #UNKNOWN}. */
    int version(int op);

    /** The micro-operation that wrote a version. */
    int write(int version);
  }

  private Reads(Versions versions, Sightings sightings, Numbers numbers) {
    this.history = versions.history;
    this.sightings = sightings;
    this.numbers = numbers;
    this.same = new OpsOfKey(history);
    this.replaced = new boolean[Math.max(history.ops(), versions.author.length)];
  }

  static void judge(Versions versions, Sightings sightings, Numbers numbers) {
    var reads = new Reads(versions, sightings, numbers);
    for (int t = 0; t < reads.history.size(); t++) {
      if (versions.committed[t]) {
        reads.own(t);
      }
    }
    for (int t = 0; t < reads.history.size(); t++) {
      if (versions.committed[t]) {
        reads.others(t);
      }
    }
  }

  private void own(int txn) {
    same.enter(txn);
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int before = same.before(op);
      if (before >= 0 && history.micro(op).writes()) {
        write(op, before);
      } else if (before >= 0) {
        int version = numbers.version(op);
        int last = numbers.version(before);
        if (version != last && version != UNKNOWN && last != UNKNOWN) {
          sightings.add(Phenomenon.INTERNAL, op, before);
        }
      }
    }
  }

  /** Looks back to the transaction's last write of the key, over the reads in between. */
  private void write(int op, int before) {
    int version = numbers.version(op);
    int at = before;
    while (at >= 0 && !history.micro(at).writes()) {
      if (numbers.version(at) == version && version != UNKNOWN) {
        sightings.add(Phenomenon.FUTURE_READ, at, op);
      }
      at = same.before(at);
    }
    if (at >= 0 && numbers.version(at) >= 0) {
      replaced[numbers.version(at)] = true;
    }
  }

  private void others(int txn) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int version = history.micro(op).writes() ? UNKNOWN : numbers.version(op);
      if (version >= 0 && replaced[version]) {
        int write = numbers.write(version);
        if (write < history.firstOp(txn) || write >= history.endOp(txn)) {
          sightings.add(Phenomenon.INTERMEDIATE_READ, op, write);
        }
      }
    }
  }
}
