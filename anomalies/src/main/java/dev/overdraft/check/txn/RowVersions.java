package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The versions of rows that the database itself counts: exact.
 *
 * <p>A transaction of unknown outcome took effect if a committed one read what it wrote, or if it
 * alone can have written a version that others came after, or taken a row out of a group that
 * others did not find there. A version that nobody recorded is left without an author: what lies on
 * both sides of it is still in order. A write whose version has no number is left without a place,
 * and may have been any version of its row that lacks an author.
 */
final class RowVersions {

  private final TxnHistory history;
  private final Versions versions;
  private final Sightings sightings;
  private final Numbering numbering;
  private final boolean[] written;

  /** The rows one of whose writes has no number. */
  private final BitSet vague = new BitSet();

  private RowVersions(TxnHistory history, Sightings sightings) {
    this.history = history;
    this.sightings = sightings;
    this.versions = new Versions(history);
    this.numbering = new Numbering(history);
    this.written = new boolean[history.size()];
    for (int op = 0; history.hasGroups() && op < history.ops(); op++) {
      if (history.isUnnumbered(op)) {
        vague.set(history.key(op));
      }
    }
  }

  static Versions of(TxnHistory history, Sightings sightings) {
    var rows = new RowVersions(history, sightings);
    rows.versions.lay(rows.numbering.firstSlots());
    rows.effects();
    RowGroups groups = history.hasGroups() ? rows.groups() : null;
    rows.reads();
    rows.versions.settle();
    if (groups != null) {
      rows.versions.predicates = new PredicateReads(rows.versions, groups, sightings);
    }
    return rows.versions;
  }

  /** Whoever took effect may have read others, and wrote what others lie below. */
  private void effects() {
    do {
      resolve();
      writes();
    } while (gaps());
  }

  /** Those of unknown outcome took effect without which a row would have been read in a group. */
  private RowGroups groups() {
    while (true) {
      var groups = new RowGroups(versions, numbering);
      Ints needed = PredicateReads.needed(versions, groups);
      if (needed.size() == 0) {
        return groups;
      }
      for (int i = 0; i < needed.size(); i++) {
        versions.committed[needed.get(i)] = true;
      }
      effects();
    }
  }

  /** Those of unknown outcome that somebody read took effect, and so did whom they read. */
  private void resolve() {
    boolean more = true;
    boolean[] looked = new boolean[history.size()];
    while (more) {
      more = false;
      for (int t = 0; t < history.size(); t++) {
        if (versions.committed[t] && !looked[t]) {
          looked[t] = true;
          more |= resolveReadsOf(t);
        }
      }
    }
  }

  private boolean resolveReadsOf(int txn) {
    boolean more = false;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int writer = history.micro(op) == Micro.READ_VERSION ? history.writer(op) : Versions.NONE;
      if (writer >= 0 && !versions.committed[writer] && history.outcome(writer) == Outcome.INFO) {
        versions.committed[writer] = true;
        more = true;
      }
    }
    return more;
  }

  private void writes() {
    for (int t = 0; t < history.size(); t++) {
      if (versions.committed[t] && !written[t]) {
        write(t);
      }
    }
  }

  private void write(int txn) {
    written[txn] = true;
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.isUnnumbered(op)) {
        sightings.unnumbered(op);
      } else if (history.micro(op) == Micro.WRITE_VERSION) {
        int slot = numbering.slot(op);
        versions.slotOfOp[op] = slot;
        int rival = versions.author[slot];
        if (rival >= 0 && rival != txn) {
          sightings.add(
              Phenomenon.INCOMPATIBLE_ORDER, op, Evidence.op(versions, rival, slot, true));
        } else {
          versions.author[slot] = txn;
        }
      }
    }
  }

  /**
   * A version below one that is known was written; if only one can have done it, it did. Whether
   * that was news of anybody.
   */
  private boolean gaps() {
    int[] candidate = new int[versions.author.length];
    Arrays.fill(candidate, Versions.NONE);
    boolean any = false;
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        boolean open = !versions.committed[t] && history.outcome(t) == Outcome.INFO;
        boolean write = history.micro(op) == Micro.WRITE_VERSION;
        if (open && write && !vague.get(history.key(op))) {
          int slot = numbering.slot(op);
          candidate[slot] = candidate[slot] == Versions.NONE ? t : -2;
          any = true;
        }
      }
    }
    boolean news = false;
    for (int key = 0; any && key < history.keys(); key++) {
      boolean above = false;
      for (int slot = versions.firstSlot[key + 1] - 1; slot >= versions.firstSlot[key]; slot--) {
        if (above && versions.author[slot] < 0 && candidate[slot] >= 0) {
          news |= !versions.committed[candidate[slot]];
          versions.committed[candidate[slot]] = true;
        }
        above |= versions.author[slot] >= 0;
      }
    }
    return news;
  }

  private void reads() {
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); versions.committed[t] && op < history.endOp(t); op++) {
        if (history.micro(op) == Micro.READ_VERSION) {
          read(op);
        }
      }
    }
  }

  private void read(int op) {
    int slot = numbering.slot(op);
    int writer = history.writer(op);
    int author = versions.author[slot];
    if (writer >= 0 && history.outcome(writer) == Outcome.FAIL) {
      sightings.add(Phenomenon.ABORTED_READ, op, writeOf(writer, op));
    } else if (author != writer && !history.isOpening(op) && (writer >= 0 || author >= 0)) {
      sightings.add(Phenomenon.GARBAGE_READ, op, Sightings.NONE);
    } else if (author >= 0 && writer < 0) {
      sightings.add(Phenomenon.INCOMPATIBLE_ORDER, op, Evidence.op(versions, author, slot, true));
    } else {
      versions.slotOfOp[op] = slot;
      if (writer < 0 && !history.isOpening(op)) {
        sightings.unrecorded(op);
      }
    }
  }

  private int writeOf(int txn, int read) {
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op) == Micro.WRITE_VERSION
          && history.key(op) == history.key(read)
          && history.value(op) == history.value(read)) {
        return op;
      }
    }
    return Sightings.NONE;
  }
}
