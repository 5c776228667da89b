package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Map;

/** What single reads and single transactions of a list-append history show, before any graph. */
final class ListReads {

  private final TxnHistory history;
  private final Versions versions;
  private final Sightings sightings;
  private final OpsOfKey same;

  /** The last append of its transaction to its key is not marked, all before it are. */
  private final boolean[] replaced;

  private ListReads(Versions versions, Sightings sightings) {
    this.history = versions.history;
    this.versions = versions;
    this.sightings = sightings;
    this.same = new OpsOfKey(history);
    this.replaced = new boolean[versions.author.length];
  }

  static void judge(Versions versions, Sightings sightings) {
    var reads = new ListReads(versions, sightings);
    for (int t = 0; t < reads.history.size(); t++) {
      reads.own(t);
    }
    for (int t = 0; t < reads.history.size(); t++) {
      if (reads.history.outcome(t) == Outcome.OK) {
        reads.intermediate(t);
      }
    }
    reads.aborted();
    if (reads.history.timed()) {
      reads.lost();
    }
  }

  /** A transaction against itself. */
  private void own(int txn) {
    same.enter(txn);
    boolean ok = history.outcome(txn) == Outcome.OK;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op) == Micro.APPEND) {
        append(op, ok);
      } else if (ok) {
        internal(op);
      }
    }
  }

  private void append(int op, boolean ok) {
    int slot = versions.slotOfOp[op];
    int place = slot - versions.firstSlot[history.key(op)];
    for (int before = same.before(op); before >= 0; before = same.before(before)) {
      if (history.micro(before) == Micro.APPEND) {
        if (versions.slotOfOp[before] >= 0) {
          replaced[versions.slotOfOp[before]] = true;
        }
        return;
      }
      if (ok && slot >= 0 && history.listSize(before) >= place) {
        sightings.add(Phenomenon.FUTURE_READ, before, op);
        return;
      }
    }
  }

  /** A read has to be what the transaction read before, with what it appended since. */
  private void internal(int op) {
    int end = history.listSize(op);
    int before = same.before(op);
    for (; before >= 0 && history.micro(before) == Micro.APPEND; before = same.before(before)) {
      end--;
      if (end < 0 || history.element(op, end) != history.value(before)) {
        sightings.add(Phenomenon.INTERNAL, op, before);
        return;
      }
    }
    if (before >= 0 && (history.listSize(before) != end || history.mismatch(op, before) < end)) {
      sightings.add(Phenomenon.INTERNAL, op, before);
    }
  }

  private void intermediate(int txn) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int slot = versions.slotOfOp[op];
      if (slot >= 0
          && history.micro(op) == Micro.READ_LIST
          && replaced[slot]
          && versions.counts(slot)
          && versions.author[slot] != txn) {
        sightings.add(Phenomenon.INTERMEDIATE_READ, op, write(slot));
      }
    }
  }

  /** Appends of failed transactions that are in what others read, or that others built on. */
  private void aborted() {
    for (int key = 0; key < history.keys(); key++) {
      for (int slot = versions.firstSlot[key] + 1; slot < versions.firstSlot[key + 1]; slot++) {
        int author = versions.author[slot];
        if (author >= 0 && history.outcome(author) == Outcome.FAIL) {
          int read = firstRead(key, slot);
          sightings.add(Phenomenon.ABORTED_READ, read, write(slot));
          if (versions.next[slot] >= 0) {
            sightings.add(Phenomenon.DIRTY_UPDATE, writeAfter(key, slot), write(slot));
          }
        }
      }
    }
  }

  /** A read of that version, or of the earliest later one that was read. */
  private int firstRead(int key, int slot) {
    for (int at = slot; at < versions.firstSlot[key + 1]; at++) {
      if (versions.firstReader[at] < versions.firstReader[at + 1]) {
        return readOf(versions.readers[versions.firstReader[at]], at);
      }
    }
    throw new IllegalStateException("the longest read is a read");
  }

  private int readOf(int txn, int slot) {
    return Evidence.op(versions, txn, slot, false);
  }

  private int write(int slot) {
    return Evidence.op(versions, versions.author[slot], slot, true);
  }

  private int writeAfter(int key, int slot) {
    int at = slot + 1;
    while (at < versions.firstSlot[key + 1] && !versions.counts(at)) {
      at++;
    }
    return write(at);
  }

  /** Acknowledged appends missing from lists whose reading began after they had ended. */
  private void lost() {
    for (Map.Entry<Integer, Ints> tail : versions.tails.all()) {
      int key = tail.getKey();
      int last = versions.firstSlot[key + 1] - 1;
      long latest = Long.MIN_VALUE;
      int reader = Versions.NONE;
      for (int at = versions.firstReader[last]; at < versions.firstReader[last + 1]; at++) {
        if (history.invokedNanos(versions.readers[at]) > latest) {
          reader = versions.readers[at];
          latest = history.invokedNanos(reader);
        }
      }
      for (int i = 0; i < tail.getValue().size(); i++) {
        int txn = tail.getValue().get(i);
        if (reader >= 0 && history.completedNanos(txn) < latest) {
          sightings.add(
              Phenomenon.LOST_APPEND, readOf(reader, last), versions.tails.append(key, txn));
        }
      }
    }
  }
}
