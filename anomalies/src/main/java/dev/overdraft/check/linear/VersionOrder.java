package dev.overdraft.check.linear;

import static dev.overdraft.check.linear.ObjectOperations.OPENING;

import dev.overdraft.check.linear.Violation.Kind;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Optional;

/**
 * Decides one row whose versions the database counts: their order is known, so it has to agree with
 * real time. Exact, in n log n steps, apart from versions that nobody in the history wrote: those
 * may have come from anybody at any time.
 */
final class VersionOrder extends ObjectOrder {

  VersionOrder(ObjectOperations operations, Words words, String object) {
    super(operations, words, object);
  }

  @Override
  Optional<Violation> read(int at) {
    if (operations.readFrom(at) == TxnHistory.NOBODY) {
      return Optional.empty();
    }
    int writer = operations.of(operations.readFrom(at));
    String seen = "%s read " + words.read(at) + ", which %s ";
    if (writer != OPENING && operations.outcome(writer) == Outcome.FAIL) {
      Proof proof = proof().because(seen + "wrote and which failed", at, writer);
      return Optional.of(proof.of(Kind.DIRTY_READ));
    }
    if (writer != OPENING && replaced(writer, operations.read(at))) {
      Proof proof = proof().because(seen + "itself replaced", at, writer);
      return Optional.of(proof.of(Kind.INTERMEDIATE_READ));
    }
    if (writer != OPENING
        && operations.writes(writer)
        && operations.written(writer) == operations.read(at)) {
      seen(writer, at);
    } else {
      undecided(words.read(at) + " was read, and its writer recorded no such write");
    }
    return Optional.empty();
  }

  private boolean replaced(int writer, long version) {
    for (int each = 0; each < operations.replacements(); each++) {
      if (operations.replacedBy(each) == writer && operations.replaced(each) == version) {
        return true;
      }
    }
    return false;
  }

  @Override
  Optional<Violation> order() {
    int[] order = new int[operations.size()];
    long[] keys = new long[operations.size()];
    int count = 0;
    for (int at = 0; at < operations.size(); at++) {
      if (takesPart[at]) {
        boolean writes = operations.writes(at);
        keys[at] = writes ? operations.written(at) * 2 : operations.read(at) * 2 + 1;
        order[count++] = at;
      }
    }
    Sorting.by(keys, order, count);
    Row row = new Row();
    int writer = OPENING;
    for (int i = 0; i < count; i++) {
      int at = order[i];
      row.add(at, place(row, keys, at));
      if (operations.writes(at)) {
        Optional<Violation> violation = replaces(at, writer);
        if (violation.isPresent() || isUndecided()) {
          return violation;
        }
        writer = at;
      }
    }
    int late = row.late(operations, 0, count);
    return late < 0 ? Optional.empty() : Optional.of(late(row, late));
  }

  /** The same place for the same version, writers on even ones and readers on odd ones. */
  private static int place(Row row, long[] keys, int at) {
    int parity = (int) (keys[at] & 1);
    if (row.size() == 0) {
      return parity;
    }
    int last = row.operation(row.size() - 1);
    int place = row.place(row.size() - 1);
    boolean same = keys[last] >> 1 == keys[at] >> 1;
    return (same ? place / 2 * 2 : place / 2 * 2 + 2) + parity;
  }

  /** Whether a writer replaced what it had read, given who wrote before it. */
  private Optional<Violation> replaces(int at, int before) {
    boolean reads = operations.reads(at);
    if (reads && operations.read(at) >= operations.firstWritten(at)) {
      String sentence = "%s read " + words.read(at) + " and then wrote " + words.written(at);
      return Optional.of(proof().because(sentence, at).of(Kind.FUTURE_READ));
    }
    if (before == OPENING) {
      return Optional.empty();
    }
    boolean twice = operations.written(before) == operations.written(at);
    if (twice && reads && operations.reads(before) && sameRead(before, at)) {
      String sentence = "%s and %s both read " + words.read(at) + " and replaced it";
      return Optional.of(proof().because(sentence, before, at).of(Kind.LOST_UPDATE));
    }
    if (twice) {
      undecided(words.written(at) + " was written twice");
      return Optional.empty();
    }
    long from = reads ? operations.read(at) : operations.firstWritten(at);
    if (operations.written(before) > from) {
      String base = reads ? "read " + words.read(at) : "wrote " + words.value(from);
      String sentence =
          "%s "
              + base
              + " and then wrote "
              + words.written(at)
              + "; between them %s wrote "
              + words.written(before);
      return Optional.of(proof().because(sentence, at, before).of(Kind.LOST_UPDATE));
    }
    return Optional.empty();
  }

  private boolean sameRead(int one, int other) {
    return operations.read(one) == operations.read(other);
  }

  private Violation late(Row row, int late) {
    int rival = row.rival(operations, late);
    int done = row.operation(late);
    int early = row.operation(rival);
    Proof proof = proof().before(done, early);
    if (row.isReader(late, rival)) {
      proof.because("%s read what %s wrote", done, early);
    } else {
      String first = words.value(version(early));
      proof.because("but " + first + " comes before " + words.value(version(done)));
    }
    return proof.of(row.place(rival) % 2 == 0 ? Kind.FUTURE_READ : Kind.STALE_READ);
  }

  private long version(int at) {
    return operations.writes(at) ? operations.written(at) : operations.read(at);
  }
}
