package dev.overdraft.check.txn;

import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What reads of groups say of the rows that they did not return: wr from who had taken such a row
 * out of the group, rw to who put it there afterwards. Rows that were returned are read like any
 * other, and so their edges are those of items.
 *
 * <p>Of several changes before a read the last one that all candidates agree on is taken, of those
 * after it the first: the others follow by ww. Where it is not known which version was seen, a
 * cycle that is found is one whichever it was, and a cycle may be overlooked: {@link #ambiguous()}.
 *
 * <p>Takes as many steps as there are rows ever in a group for each read of it.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/icde00.pdf">Adya, Liskov and O'Neil 2000,
 *     definitions 3 and 5: predicate-read- and predicate-anti-depends</a>
 */
final class PredicateReads {

  private final Versions versions;
  private final TxnHistory history;
  private final RowGroups groups;
  private final int[] returned;
  private final Ints froms = new Ints();
  private final Ints tos = new Ints();
  private final Ints kinds = new Ints();
  private int[] first = {0};
  private int[] edges = {};
  private long ambiguous;

  PredicateReads(Versions versions, RowGroups groups, Sightings sightings) {
    this.versions = versions;
    this.history = versions.history;
    this.groups = groups;
    this.returned = new int[history.keys()];
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); versions.committed[t] && op < history.endOp(t); op++) {
        if (history.micro(op) == Micro.READ_GROUP) {
          read(t, op, sightings);
        }
      }
    }
    index();
  }

  /** The edges of a transaction. */
  interface Edges {
    void add(int to, EdgeKind kind);
  }

  /** Hands on the edges out of that transaction. */
  void from(int txn, Edges to) {
    for (int at = first[txn]; at < first[txn + 1]; at++) {
      int edge = edges[at];
      to.add(tos.get(edge), kinds.get(edge) == 0 ? EdgeKind.WR : EdgeKind.RW_PREDICATE);
    }
  }

  /** How many rows a read may have seen in one of several versions that make a difference. */
  long ambiguous() {
    return ambiguous;
  }

  /**
   * Transactions of unknown outcome without which a row would have been returned: each alone can
   * have taken it out of the group.
   */
  static Ints needed(Versions versions, RowGroups groups) {
    TxnHistory history = versions.history;
    Ints needed = new Ints();
    int[] returned = new int[history.keys()];
    for (int t = 0; t < history.size(); t++) {
      for (int op = history.firstOp(t); versions.committed[t] && op < history.endOp(t); op++) {
        if (history.micro(op) == Micro.READ_GROUP) {
          mark(history, op, returned);
          Ints rows = groups.rows(history.value(op));
          for (int i = 0; i < rows.size(); i++) {
            int key = rows.get(i);
            if (returned[key] != op + 1
                && groups.absence(t, op, key).certainty() == RowGroups.Certainty.UNACKNOWLEDGED) {
              needed.add(versions.txnOf(groups.openWrites(key, history.value(op)).get(0)));
            }
          }
        }
      }
    }
    return needed;
  }

  private static void mark(TxnHistory history, int op, int[] returned) {
    for (int row = op + 1; row <= op + history.listSize(op); row++) {
      returned[history.key(row)] = op + 1;
    }
  }

  private void read(int txn, int op, Sightings sightings) {
    long group = history.value(op);
    mark(history, op, returned);
    for (int row = op + 1; row <= op + history.listSize(op); row++) {
      int slot = versions.slotOfOp[row];
      if (slot >= 0 && groups.isElsewhere(slot, group)) {
        sightings.add(Phenomenon.GARBAGE_READ, op, write(slot), row);
      }
    }
    Ints rows = groups.rows(group);
    for (int i = 0; i < rows.size(); i++) {
      int key = rows.get(i);
      if (returned[key] == op + 1) {
        continue;
      }
      RowGroups.Absence absence = groups.absence(txn, op, key);
      switch (absence.certainty()) {
        case KNOWN -> {}
        case AMBIGUOUS, UNACKNOWLEDGED -> ambiguous++;
        case OWN -> sightings.add(Phenomenon.INTERNAL, op, groups.lastWrite(txn, op, key), key);
        case IMPOSSIBLE -> impossible(txn, op, key, sightings);
      }
      edge(author(absence.left()), txn, 0);
      edge(txn, author(absence.entered()), 1);
    }
  }

  /** Somebody saw what was never committed, or was not to stay; or the row was overlooked. */
  private void impossible(int txn, int op, int key, Sightings sightings) {
    long group = history.value(op);
    Ints failed = groups.failedWrites(key, group);
    int replaced = groups.replaced(txn, key, group);
    if (failed.size() > 0) {
      sightings.add(Phenomenon.ABORTED_READ, op, failed.get(0), key);
    } else if (replaced >= 0) {
      sightings.add(Phenomenon.INTERMEDIATE_READ, op, write(replaced), key);
    } else {
      sightings.add(Phenomenon.PREDICATE_READ_MISS, op, Sightings.NONE, key);
    }
  }

  private int write(int slot) {
    return versions.author[slot] < 0
        ? Sightings.NONE
        : Evidence.op(versions, versions.author[slot], slot, true);
  }

  private int author(int slot) {
    return slot < 0 ? Versions.NONE : versions.author[slot];
  }

  private void edge(int from, int to, int kind) {
    if (from >= 0 && to >= 0 && from != to) {
      froms.add(from);
      tos.add(to);
      kinds.add(kind);
    }
  }

  /** The edges in the order of where they begin. */
  private void index() {
    first = new int[history.size() + 1];
    for (int edge = 0; edge < froms.size(); edge++) {
      first[froms.get(edge) + 1]++;
    }
    for (int t = 0; t < history.size(); t++) {
      first[t + 1] += first[t];
    }
    edges = new int[froms.size()];
    int[] at = first.clone();
    for (int edge = 0; edge < froms.size(); edge++) {
      edges[at[froms.get(edge)]++] = edge;
    }
  }

  /** Why somebody who asked for a group comes before somebody who put a row there. */
  Optional<Evidence> entered(int reader, int writer) {
    return change(reader, writer, RowGroups.Absence::entered)
        .map(c -> new Evidence(EdgeKind.RW_PREDICATE, reader, writer, c.read(), c.write()));
  }

  /** Why somebody who took a row out of a group comes before somebody who asked for the group. */
  Optional<Evidence> left(int writer, int reader) {
    return change(reader, writer, RowGroups.Absence::left)
        .map(c -> new Evidence(EdgeKind.WR, writer, reader, c.write(), c.read()));
  }

  /** A read of a group, and the write that changed what it returned or would have returned. */
  private record Change(int read, int write) {}

  private Optional<Change> change(
      int reader, int writer, ToIntFunction<RowGroups.Absence> version) {
    for (int op = history.firstOp(reader); op < history.endOp(reader); op++) {
      if (history.micro(op) != Micro.READ_GROUP) {
        continue;
      }
      mark(history, op, returned);
      Ints rows = groups.rows(history.value(op));
      for (int i = 0; i < rows.size(); i++) {
        int key = rows.get(i);
        int slot =
            returned[key] == op + 1
                ? Versions.NONE
                : version.applyAsInt(groups.absence(reader, op, key));
        if (slot >= 0 && versions.author[slot] == writer) {
          return Optional.of(new Change(op, write(slot)));
        }
      }
    }
    return Optional.empty();
  }
}
