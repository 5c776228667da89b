package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * The versions of lists: the longest committed read of a key is their order, and every other read
 * is its prefix or contradicts it.
 *
 * <p>Exact, but for appends that nobody read: acknowledged ones come after the longest read, in no
 * known order among themselves; those of unknown outcome are left out. A value that was appended
 * twice takes its place in the order, but nobody knows who appended it there: unless all who did
 * failed, the place has no author. No append of it is missed if any read of the key holds it, since
 * that may be the one. A list may hold it as often as appends of it did not fail; once more is one
 * too many, whoever appended it.
 *
 * @see <a href="https://arxiv.org/abs/2003.10554">Kingsbury and Alvaro 2020: Elle</a>
 */
final class ListVersions {

  private final TxnHistory history;
  private final Versions versions;
  private final Values values;
  private final int[] txnOf;
  private final Sightings sightings;

  /** The longest read of each key. */
  private final int[] longest;

  /** Whether some read holds what an append appended; of several of one value, by the first. */
  private final boolean[] inRead;

  /** How many others than the first may have appended its value too; empty if nobody did. */
  private final int[] others;

  private ListVersions(TxnHistory history, Sightings sightings) {
    this.history = history;
    this.sightings = sightings;
    this.versions = new Versions(history);
    Ints duplicates = new Ints();
    this.txnOf = Versions.txnOfOps(history);
    this.values = new Values(history, txnOf, duplicates);
    for (int i = 0; i < duplicates.size(); i++) {
      sightings.repeated(duplicates.get(i));
    }
    this.longest = new int[history.keys()];
    this.inRead = new boolean[history.ops()];
    this.others = new int[duplicates.size() == 0 ? 0 : history.ops()];
    for (int i = 0; i < duplicates.size(); i++) {
      int append = duplicates.get(i);
      int first = values.first(history.key(append), history.value(append));
      if (append != first && values.isFailed(append) == values.isFailed(first)) {
        others[first]++;
      }
    }
  }

  static Versions of(TxnHistory history, Sightings sightings) {
    var lists = new ListVersions(history, sightings);
    lists.longest();
    lists.layOut();
    lists.place();
    lists.tails();
    lists.versions.settle();
    return lists.versions;
  }

  private boolean isRead(int txn, int op) {
    return history.outcome(txn) == Outcome.OK && history.micro(op) == Micro.READ_LIST;
  }

  private void longest() {
    Arrays.fill(longest, Versions.NONE);
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        int key = history.key(op);
        if (isRead(t, op)
            && (longest[key] < 0 || history.listSize(op) > history.listSize(longest[key]))) {
          longest[key] = op;
        }
      }
    }
  }

  private void layOut() {
    int[] first = new int[history.keys() + 1];
    for (int key = 0; key < history.keys(); key++) {
      int size = longest[key] < 0 ? 0 : history.listSize(longest[key]);
      first[key + 1] = Math.addExact(first[key], size + 1);
    }
    versions.lay(first);
    for (int key = 0; key < history.keys(); key++) {
      for (int at = 0; longest[key] >= 0 && at < history.listSize(longest[key]); at++) {
        element(key, at, first[key] + at + 1);
      }
    }
  }

  private void element(int key, int at, int slot) {
    int append = values.first(key, history.element(longest[key], at));
    if (append == Values.NONE) {
      sightings.add(Phenomenon.GARBAGE_READ, longest[key], Sightings.NONE, at);
      return;
    }
    if (inRead[append]) {
      again(longest[key], append);
      return;
    }
    inRead[append] = true;
    if (values.isFailed(append) || isUnique(append)) {
      versions.author[slot] = txnOf[append];
      versions.slotOfOp[append] = slot;
      seen(append);
    }
  }

  /** A value that is there already: by now every append of it that may count can be there. */
  private void again(int read, int append) {
    if (others.length > 0 && others[append] > 0) {
      others[append]--;
    } else {
      sightings.add(Phenomenon.DUPLICATE_ELEMENTS, read, append);
    }
  }

  private boolean isUnique(int append) {
    return others.length == 0 || values.isUnique(append);
  }

  private void seen(int append) {
    int author = txnOf[append];
    if (history.outcome(author) == Outcome.INFO) {
      versions.committed[author] = true;
    }
  }

  /** Gives every read its slot, and looks closely at those that have none. */
  private void place() {
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (isRead(t, op)) {
          int key = history.key(op);
          int differs = history.mismatch(op, longest[key]);
          if (differs == history.listSize(op)) {
            versions.slotOfOp[op] = versions.firstSlot[key] + history.listSize(op);
          } else {
            if (isWritten(op, differs) && isWritten(longest[key], differs)) {
              sightings.add(Phenomenon.INCOMPATIBLE_ORDER, op, longest[key]);
            }
            astray(op, differs);
          }
        }
      }
    }
  }

  /**
   * Whether an element may be a committed one: those that cannot explain a contradiction. Of two
   * lists that differ in elements, neither follows from the other, whoever appended those.
   */
  private boolean isWritten(int read, int at) {
    int append = values.first(history.key(read), history.element(read, at));
    return append != Values.NONE && !values.isFailed(append);
  }

  private void astray(int read, int from) {
    for (int at = from; at < history.listSize(read); at++) {
      int append = values.first(history.key(read), history.element(read, at));
      if (append == Values.NONE) {
        sightings.add(Phenomenon.GARBAGE_READ, read, Sightings.NONE, at);
      } else {
        inRead[append] = true;
        if (values.isFailed(append)) {
          sightings.add(Phenomenon.ABORTED_READ, read, append);
        } else if (isUnique(append)) {
          seen(append);
        }
      }
    }
  }

  private void tails() {
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        if (versions.committed[t]
            && history.outcome(t) == Outcome.OK
            && history.micro(op) == Micro.APPEND
            && versions.slotOfOp[op] == Versions.NONE
            && !inRead[values.first(history.key(op), history.value(op))]) {
          versions.tails.add(history.key(op), t, op);
        }
      }
    }
  }
}
