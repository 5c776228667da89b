package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;

/**
 * What reads force at the two levels at which a transaction sees those that it read from, and those
 * right before it in the order asked for, but not what these had seen in turn. Of a transaction and
 * one that it sees, the shorter list of keys is looked through, so that the whole is about n√n.
 *
 * <p>After Møldrup and Pavlogiannis 2025, AWDIT.
 *
 * @see <a href="https://doi.org/10.1145/3360591">Biswas and Enea 2019, read committed and read
 *     atomic</a>
 */
final class Sight {

  private final External external;
  private final TxnHistory history;

  /** For each transaction, who last read from it. */
  private final int[] seenBy;

  /** For each key, the last read of it by the one looked at; for each read, the one before it. */
  private final int[] lastRead;

  private final int[] readBy;
  private final int[] earlier;

  Sight(External external) {
    this.external = external;
    this.history = external.history;
    this.seenBy = filled(history.size());
    this.lastRead = new int[history.keys()];
    this.readBy = filled(history.keys());
    this.earlier = new int[external.readKey.length];
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, Versions.NONE);
    return array;
  }

  /**
   * What follows from whom transactions read from.
   *
   * @param atomic whether they see them from the beginning; if not, from the first such read on
   */
  void ofReads(Forced forced, boolean atomic) {
    Arrays.fill(seenBy, Versions.NONE);
    Arrays.fill(readBy, Versions.NONE);
    for (int t = 0; t < history.size(); t++) {
      for (int read = external.firstRead[t]; read < external.firstRead[t + 1]; read++) {
        int key = external.readKey[read];
        earlier[read] = readBy[key] == t ? lastRead[key] : Versions.NONE;
        lastRead[key] = read;
        readBy[key] = t;
      }
      for (int read = external.firstRead[t]; read < external.firstRead[t + 1]; read++) {
        int source = external.readFrom[read];
        if (source >= 0 && seenBy[source] != t) {
          seenBy[source] = t;
          see(forced, t, source, atomic ? external.firstRead[t] : read);
        }
      }
    }
  }

  private void see(Forced forced, int txn, int source, int from) {
    if (external.writes(source) <= external.reads(txn)) {
      for (int w = external.firstWrite[source]; w < external.firstWrite[source + 1]; w++) {
        int key = external.writeKey[w];
        int read = readBy[key] == txn ? lastRead[key] : Versions.NONE;
        for (; read >= from; read = earlier[read]) {
          force(forced, source, read, txn);
        }
      }
    } else {
      for (int read = from; read < external.firstRead[txn + 1]; read++) {
        if (external.writes(source, external.readKey[read])) {
          force(forced, source, read, txn);
        }
      }
    }
  }

  private void force(Forced forced, int seen, int read, int by) {
    if (external.readFrom[read] != seen) {
      forced.add(seen, external.readFrom[read], by);
    }
  }

  /** What follows from who comes before whom. */
  void ofOrder(Forced forced, Axis axis) {
    switch (axis) {
      case PLAIN -> {}
      case SESSION -> ofSessions(forced);
      case STRICT ->
          new Completed(external).forEach((seen, read, by) -> force(forced, seen, read, by));
    }
  }

  /**
   * The last writer of a key in one's own process that had ended; those before it come before it
   * anyway.
   */
  private void ofSessions(Forced forced) {
    int[] writer = new int[history.keys()];
    int[] stamp = filled(history.keys());
    int process = 0;
    for (int at = 0; at < history.size(); at++) {
      int t = history.byProcess(at);
      process += at > 0 && history.process(t) != history.process(history.byProcess(at - 1)) ? 1 : 0;
      for (int read = external.firstRead[t]; read < external.firstRead[t + 1]; read++) {
        if (stamp[external.readKey[read]] == process) {
          force(forced, writer[external.readKey[read]], read, t);
        }
      }
      int end = history.ends(t) ? external.firstWrite[t + 1] : external.firstWrite[t];
      for (int w = external.firstWrite[t]; w < end; w++) {
        writer[external.writeKey[w]] = t;
        stamp[external.writeKey[w]] = process;
      }
    }
  }
}
