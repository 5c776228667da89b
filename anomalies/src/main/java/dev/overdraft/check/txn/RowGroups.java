package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which group every version of every row is in, which rows are ever in a group, and what somebody
 * who did not find a row there can have seen of it.
 *
 * <p>A row that is not returned was seen all the same, in a version that is not in the group: as it
 * was before it came, or after it went. Which of these it was is known where the versions that are
 * not in the group lie side by side; where the row came and went several times, only what holds for
 * all of them is told. Versions that their own writer replaced are no candidates, nor are those of
 * whoever asks, unless it wrote one before: then that is what it saw. Where a transaction that took
 * effect may have written the row, and nobody knows in which version, nothing is told of it.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/icde00.pdf">Adya, Liskov and O'Neil 2000: version
 *     sets of predicate reads</a>
 */
final class RowGroups {

  /** The group of a version that nobody has recorded. */
  private static final long UNKNOWN = TxnHistory.NO_GROUP + 1;

  private static final Ints NO_ROWS = new Ints();

  private final Versions versions;
  private final TxnHistory history;
  private final Numbering numbering;
  private final long[] groupOf;

  /** One past the last version of each row that is known to have been there. */
  private final int[] end;

  private final Map<Long, Ints> rows = new HashMap<>();
  private final Map<Integer, Ints> uncommitted = new HashMap<>();
  private final BitSet unnumbered = new BitSet();

  /**
   * What a transaction can have seen of a row that it did not find in a group.
   *
   * @param left the version with which the row had gone from the group before, or NONE
   * @param entered the version with which the row came to the group after that, or NONE
   */
  record Absence(Certainty certainty, int left, int entered) {}

  /** How well it is known which version was seen. */
  enum Certainty {
    /** All that can have been seen comes after the one and before the other. */
    KNOWN,
    /** The same, but the row was in the group in between. */
    AMBIGUOUS,
    /** Only one transaction of unknown outcome can have taken it out of the group. */
    UNACKNOWLEDGED,
    /** It is in no version outside of the group that was there to be seen. */
    IMPOSSIBLE,
    /** Whoever asks had put it into the group itself. */
    OWN
  }

  /** Of rows whose committed versions have their authors. */
  RowGroups(Versions versions, Numbering numbering) {
    this.versions = versions;
    this.history = versions.history;
    this.numbering = numbering;
    this.groupOf = new long[versions.author.length];
    Arrays.fill(groupOf, UNKNOWN);
    this.end = new int[history.keys()];
    for (int key = 0; key < history.keys(); key++) {
      groupOf[numbering.openingSlot(key)] = history.openingGroup(key);
      end[key] = numbering.openingSlot(key) + 1;
    }
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (history.micro(op) == Micro.WRITE_VERSION) {
          write(t, op);
        } else if (versions.committed[t] && history.micro(op) == Micro.READ_VERSION) {
          read(op, numbering.slot(op));
        }
      }
    }
    for (int key = 0; key < history.keys(); key++) {
      for (int slot = versions.firstSlot[key]; slot < end[key]; slot++) {
        add(key, groupOf[slot]);
      }
    }
  }

  private void write(int txn, int op) {
    int slot = versions.slotOfOp[op];
    if (!versions.committed[txn]) {
      uncommitted.computeIfAbsent(history.key(op), key -> new Ints()).add(op);
    } else if (slot < 0) {
      unnumbered.set(history.key(op));
    } else if (versions.author[slot] == txn) {
      groupOf[slot] = history.group(op);
      end[history.key(op)] = Math.max(end[history.key(op)], slot + 1);
    }
  }

  /** A version that is read was there, unless its writer failed. */
  private void read(int op, int slot) {
    int writer = history.writer(op);
    if (writer < 0 || versions.committed[writer]) {
      end[history.key(op)] = Math.max(end[history.key(op)], slot + 1);
    }
  }

  private void add(int key, long group) {
    if (group != TxnHistory.NO_GROUP && group != UNKNOWN) {
      Ints known = rows.computeIfAbsent(group, g -> new Ints());
      if (known.size() == 0 || known.last() != key) {
        known.add(key);
      }
    }
  }

  /** The rows that have a version in that group, as far as is known. */
  Ints rows(long group) {
    return rows.getOrDefault(group, NO_ROWS);
  }

  /** Whether a version is known not to be in that group. */
  boolean isElsewhere(int slot, long group) {
    return groupOf[slot] != group && groupOf[slot] != UNKNOWN;
  }

  /**
   * What {@code txn} saw of a row that it did not find in a group.
   *
   * @param op the read of that group
   */
  Absence absence(int txn, int op, int key) {
    long group = history.value(op);
    int own = lastWrite(txn, op, key);
    if (own >= 0) {
      return own(versions.slotOfOp[own], key, group);
    }
    if (unnumbered.get(key)) {
      return new Absence(Certainty.AMBIGUOUS, Versions.NONE, Versions.NONE);
    }
    int runs = 0;
    int left = Versions.NONE;
    int entered = Versions.NONE;
    int start = Versions.NONE;
    boolean candidate = false;
    boolean before = false;
    for (int slot = versions.firstSlot[key]; slot < end[key]; slot++) {
      if (isReplaced(slot, key)) {
        continue;
      }
      if (groupOf[slot] == UNKNOWN) {
        return new Absence(Certainty.AMBIGUOUS, Versions.NONE, Versions.NONE);
      }
      if (groupOf[slot] == group) {
        entered = candidate ? slot : entered;
        start = Versions.NONE;
        candidate = false;
        before = true;
        continue;
      }
      start = start < 0 ? slot : start;
      if (!candidate && versions.author[slot] != txn) {
        candidate = true;
        left = runs++ == 0 && before ? start : left;
        entered = Versions.NONE;
      }
    }
    int open = candidate ? 0 : openWrites(key, group).size();
    if (open > 0) {
      boolean needed = runs == 0 && open == 1;
      return new Absence(
          needed ? Certainty.UNACKNOWLEDGED : Certainty.AMBIGUOUS, Versions.NONE, Versions.NONE);
    }
    Certainty certainty =
        runs == 0 ? Certainty.IMPOSSIBLE : runs == 1 ? Certainty.KNOWN : Certainty.AMBIGUOUS;
    return new Absence(certainty, left, entered);
  }

  /** The same for one that had written the row before. */
  private Absence own(int seen, int key, long group) {
    if (seen < 0 || isReplaced(seen, key)) {
      return new Absence(Certainty.AMBIGUOUS, Versions.NONE, Versions.NONE);
    }
    if (groupOf[seen] == group) {
      return new Absence(Certainty.OWN, Versions.NONE, Versions.NONE);
    }
    for (int slot = seen + 1; slot < end[key]; slot++) {
      if (groupOf[slot] == UNKNOWN) {
        break;
      }
      if (groupOf[slot] == group && !isReplaced(slot, key)) {
        return new Absence(Certainty.KNOWN, Versions.NONE, slot);
      }
    }
    return new Absence(Certainty.KNOWN, Versions.NONE, Versions.NONE);
  }

  /**
   * The writes that took the row out of a group, or never put it there, of transactions whose
   * outcome is unknown and that nobody has seen: after all versions that are known to have been
   * there, since a number that somebody else wrote is not theirs.
   */
  Ints openWrites(int key, long group) {
    return uncommitted(key, group, Outcome.INFO);
  }

  /** Those of transactions that failed. */
  Ints failedWrites(int key, long group) {
    return uncommitted(key, group, Outcome.FAIL);
  }

  private Ints uncommitted(int key, long group, Outcome outcome) {
    Ints all = uncommitted.getOrDefault(key, NO_ROWS);
    Ints some = new Ints();
    for (int i = 0; i < all.size(); i++) {
      int op = all.get(i);
      boolean taken = outcome == Outcome.INFO && isTaken(op, key);
      if (!taken && history.group(op) != group && history.outcome(versions.txnOf(op)) == outcome) {
        some.add(op);
      }
    }
    return some;
  }

  private boolean isTaken(int op, int key) {
    return !history.isUnnumbered(op) && numbering.slot(op) < end[key];
  }

  /** A version outside of the group that its own writer, not {@code txn}, replaced; or NONE. */
  int replaced(int txn, int key, long group) {
    for (int slot = versions.firstSlot[key]; slot < end[key]; slot++) {
      if (isReplaced(slot, key) && isElsewhere(slot, group) && versions.author[slot] != txn) {
        return slot;
      }
    }
    return Versions.NONE;
  }

  private boolean isReplaced(int slot, int key) {
    return slot + 1 < end[key]
        && versions.author[slot] >= 0
        && versions.author[slot] == versions.author[slot + 1];
  }

  /** The transaction's last write of a row before one of its micro-operations, or NONE. */
  int lastWrite(int txn, int before, int key) {
    for (int op = before - 1; op >= history.firstOp(txn); op--) {
      if (history.key(op) == key && history.micro(op) == Micro.WRITE_VERSION) {
        return op;
      }
    }
    return Versions.NONE;
  }
}
