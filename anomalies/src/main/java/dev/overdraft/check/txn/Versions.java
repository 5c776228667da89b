package dev.overdraft.check.txn;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The versions of every key in their order, who wrote each and who read it, as arrays. A version is
 * a slot; the slots of a key lie side by side, the one that was there before everything first.
 *
 * <p>Built in two steps: the order is laid down by {@link #lay}, {@link #settle} derives the rest.
 * Not changed after that.
 */
final class Versions {

  /** No slot, no author, no reader. */
  static final int NONE = -1;

  final TxnHistory history;

  /** Whether a transaction took effect, as far as is known. */
  final boolean[] committed;

  /** The version that a micro-operation read or wrote; {@link #NONE} if it has no known place. */
  final int[] slotOfOp;

  /** The first slot of each key, and one past the last of all. */
  int[] firstSlot = {0};

  /** The transaction that wrote a version, whatever became of it, or {@link #NONE}. */
  int[] author = {};

  /**
   * The author of the next version of the same key that took effect, or {@link #NONE}: of those
   * that did not, none counts.
   */
  int[] next = {};

  /** The committed readers of slot s are {@code readers[firstReader[s] … firstReader[s+1]-1]}. */
  int[] firstReader = {0};

  int[] readers = {};

  /** Those appends that took effect and that nobody read, key by key. */
  final Tails tails = new Tails();

  /** What reads of groups say of rows that they did not return, if there are any. */
  @Nullable PredicateReads predicates;

  Versions(TxnHistory history) {
    this.history = history;
    this.committed = new boolean[history.size()];
    for (int t = 0; t < history.size(); t++) {
      committed[t] = history.outcome(t) == Outcome.OK;
    }
    this.slotOfOp = new int[history.ops()];
    Arrays.fill(slotOfOp, NONE);
  }

  /** Makes room: key k has the slots {@code first[k] … first[k+1]-1}. */
  void lay(int[] first) {
    firstSlot = first;
    author = new int[first[first.length - 1]];
    Arrays.fill(author, NONE);
  }

  /** Derives who comes next and who read what, once slots, authors and effects are known. */
  void settle() {
    settle(new boolean[author.length]);
  }

  /** The same, where it is not known what follows the versions in {@code cut}. */
  void settle(boolean[] cut) {
    next = new int[author.length];
    for (int key = 0; key + 1 < firstSlot.length; key++) {
      int following = NONE;
      for (int slot = firstSlot[key + 1] - 1; slot >= firstSlot[key]; slot--) {
        next[slot] = cut[slot] ? NONE : following;
        following = counts(slot) ? author[slot] : following;
      }
    }
    firstReader = new int[author.length + 1];
    forEachRead((slot, txn) -> firstReader[slot + 1]++);
    for (int slot = 0; slot < author.length; slot++) {
      firstReader[slot + 1] += firstReader[slot];
    }
    readers = new int[firstReader[author.length]];
    int[] at = Arrays.copyOf(firstReader, author.length);
    forEachRead((slot, txn) -> readers[at[slot]++] = txn);
  }

  private interface Read {
    void at(int slot, int txn);
  }

  private void forEachRead(Read read) {
    for (int t = 0; t < history.size(); t++) {
      if (committed[t]) {
        for (int op = history.firstOp(t); op < history.endOp(t); op++) {
          if (slotOfOp[op] >= 0 && !history.micro(op).writes()) {
            read.at(slotOfOp[op], t);
          }
        }
      }
    }
  }

  /** Whether a version has a known author who took effect. */
  boolean counts(int slot) {
    return author[slot] >= 0 && committed[author[slot]];
  }

  /** Whether a transaction wrote a version of a key that nobody read. */
  boolean isTail(int key, int txn) {
    return tails.of(key).place(txn) >= 0;
  }

  /** The owner of every micro-operation, for those who ask often. */
  static int[] txnOfOps(TxnHistory history) {
    int[] owners = new int[history.ops()];
    for (int t = 0; t < history.size(); t++) {
      Arrays.fill(owners, history.firstOp(t), history.endOp(t), t);
    }
    return owners;
  }

  /** The transaction that owns a micro-operation. */
  int txnOf(int op) {
    int low = 0;
    int high = history.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (history.firstOp(middle) <= op) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
