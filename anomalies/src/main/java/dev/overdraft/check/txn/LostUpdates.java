package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Pairs of committed transactions that read one version of a key before they wrote the key.
 *
 * <p>Of several that read one version, each is paired with the first: that is one lost update less
 * than there are.
 *
 * @see <a href="https://arxiv.org/abs/cs/0701157">Berenson et al. 1995, phenomenon P4</a>
 */
final class LostUpdates {

  interface Pair {
    void at(int slot, int first, int second);
  }

  private final Versions versions;
  private final TxnHistory history;
  private final OpsOfKey same;
  private final int[] rival;

  /** For each version, the last transaction that was seen to have read it. */
  private final int[] looked;

  LostUpdates(Versions versions) {
    this.versions = versions;
    this.history = versions.history;
    this.same = new OpsOfKey(history);
    this.rival = new int[versions.author.length];
    this.looked = new int[rival.length];
    Arrays.fill(rival, Versions.NONE);
    Arrays.fill(looked, Versions.NONE);
  }

  /** Looks at one more transaction. */
  void look(int txn, Pair pair) {
    updates(
        txn,
        slot -> {
          if (rival[slot] < 0) {
            rival[slot] = txn;
          } else if (rival[slot] != txn) {
            pair.at(slot, rival[slot], txn);
          }
        });
  }

  /** The versions that a transaction read before its first write of their key, each once. */
  private void updates(int txn, IntConsumer slot) {
    same.enter(txn);
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op).writes() && isFirstWrite(op)) {
        for (int read = same.before(op); read >= 0; read = same.before(read)) {
          int version = versions.slotOfOp[read];
          if (version >= 0 && versions.author[version] != txn && looked[version] != txn) {
            looked[version] = txn;
            slot.accept(version);
          }
        }
      }
    }
  }

  private boolean isFirstWrite(int write) {
    for (int op = same.before(write); op >= 0; op = same.before(op)) {
      if (history.micro(op).writes()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The loser read what the winner replaced, and wrote over it; where nobody knows who wrote first,
   * each had read what the other replaced.
   */
  static Cycle cycle(Versions versions, int slot, int first, int second) {
    int one = writeSlot(versions, slot, first);
    int other = writeSlot(versions, slot, second);
    boolean firstWroteFirst = Integer.compareUnsigned(one, other) < 0;
    int winner = firstWroteFirst ? first : second;
    int loser = firstWroteFirst ? second : first;
    boolean ordered =
        versions.next[slot] >= 0 && Evidence.of(versions, EdgeKind.WW, winner, loser).isPresent();
    EdgeKind back = ordered ? EdgeKind.WW : EdgeKind.RW;
    return new Cycle(List.of(new Cycle.Step(loser, EdgeKind.RW), new Cycle.Step(winner, back)));
  }

  /** The first version that a transaction wrote over that one; -1, the largest, if unknown. */
  private static int writeSlot(Versions versions, int slot, int txn) {
    TxnHistory history = versions.history;
    int key = history.key(Evidence.op(versions, txn, slot, false));
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.key(op) == key
          && history.micro(op).writes()
          && versions.slotOfOp[op] != Versions.NONE) {
        return versions.slotOfOp[op];
      }
    }
    return Versions.NONE;
  }

  /** A version that both read before they wrote its key, or -1. */
  static int shared(Versions versions, int one, int other) {
    Set<Integer> rivals = new HashSet<>();
    for (int read : updatingReads(versions, other)) {
      rivals.add(versions.slotOfOp[read]);
    }
    for (int read : updatingReads(versions, one)) {
      int slot = versions.slotOfOp[read];
      if (slot >= 0 && rivals.contains(slot)) {
        return slot;
      }
    }
    return Versions.NONE;
  }

  /** The reads of others that come before their transaction's first write of the key. */
  static List<Integer> updatingReads(Versions versions, int txn) {
    TxnHistory history = versions.history;
    Map<Integer, Integer> firstWrites = new HashMap<>();
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      if (history.micro(op).writes()) {
        firstWrites.putIfAbsent(history.key(op), op);
      }
    }
    List<Integer> reads = new ArrayList<>();
    for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
      int slot = versions.slotOfOp[op];
      boolean own = slot >= 0 && versions.author[slot] == txn;
      if (firstWrites.getOrDefault(history.key(op), op) > op && !own) {
        reads.add(op);
      }
    }
    return reads;
  }
}
