package dev.overdraft.check.linear;

import static dev.overdraft.check.linear.ObjectOperations.OPENING;

import dev.overdraft.check.linear.Violation.Kind;
import dev.overdraft.check.linear.Written.Fate;
import java.util.Arrays;
import java.util.Optional;

/**
 * The blocks of one register: a value that was written blindly, or nil, and all that was read and
 * replaced from there.
 *
 * <p>A block is made of writes, not of values: of one that was written twice each write has a place
 * of its own. Nobody who takes part read such a value, or the register would not have come here, so
 * a block ends with its write.
 */
final class RegisterBlocks {

  private final ObjectOperations operations;
  private final Words words;
  private final Proof proof;
  private final Written written;
  private final Row row = new Row();
  private final boolean[] placed;
  private int[] begin = new int[16];
  private long[] firstCompleted = new long[16];
  private long[] lastInvoked = new long[16];
  private int blocks;
  private int place;

  RegisterBlocks(ObjectOperations operations, Proof proof, Words words, Written written) {
    this.operations = operations;
    this.words = words;
    this.proof = proof;
    this.written = written;
    this.placed = new boolean[operations.size()];
  }

  /**
   * Looks for what forbids every order.
   *
   * @param takesPart which operations count
   * @param replacedBy who read and replaced a value, by the value's number
   * @param firstReader a first one who only read a value, by the value's number
   * @param nextReader the next one after a reader
   */
  Optional<Violation> decide(
      boolean[] takesPart, int[] replacedBy, int[] firstReader, int[] nextReader) {
    Optional<Violation> late = block(OPENING, replacedBy, firstReader, nextReader);
    firstCompleted[0] = Long.MIN_VALUE;
    for (int at = 0; late.isEmpty() && at < operations.size(); at++) {
      if (takesPart[at] && operations.changes(at) && !operations.reads(at)) {
        late = block(at, replacedBy, firstReader, nextReader);
      }
    }
    return late.or(() -> circle(takesPart)).or(this::atOdds);
  }

  /** Lays the block that an operation heads: what others see of it is the value that it leaves. */
  private Optional<Violation> block(
      int head, int[] replacedBy, int[] firstReader, int[] nextReader) {
    begin();
    int writer = head;
    do {
      if (writer != OPENING) {
        placed[writer] = true;
        add(writer, place);
      }
      int value = writer == OPENING ? Written.NIL : written.number(operations.written(writer));
      place += 2;
      writer = OPENING;
      if (written.fate(value) == Fate.LEFT) {
        for (int at = firstReader[value]; at != OPENING; at = nextReader[at]) {
          add(at, place - 1);
        }
        writer = replacedBy[value];
      }
    } while (writer != OPENING);
    int late = row.late(operations, begin[blocks - 1], row.size());
    return late < 0 ? Optional.empty() : Optional.of(late(late));
  }

  private void begin() {
    if (blocks == begin.length) {
      begin = Arrays.copyOf(begin, blocks * 2);
      firstCompleted = Arrays.copyOf(firstCompleted, blocks * 2);
      lastInvoked = Arrays.copyOf(lastInvoked, blocks * 2);
    }
    begin[blocks] = row.size();
    firstCompleted[blocks] = Long.MAX_VALUE;
    lastInvoked[blocks] = Long.MIN_VALUE;
    blocks++;
  }

  private void add(int operation, int place) {
    row.add(operation, place);
    int block = blocks - 1;
    firstCompleted[block] = Math.min(firstCompleted[block], operations.completed(operation));
    lastInvoked[block] = Math.max(lastInvoked[block], operations.invoked(operation));
  }

  private Violation late(int late) {
    int rival = row.rival(operations, late);
    int early = row.operation(rival);
    int done = row.operation(late);
    proof.before(done, early);
    if (row.isReader(late, rival)) {
      proof.because("%s read what %s wrote", done, early);
    } else {
      proof.replacements(row, rival, late);
    }
    return proof.of(row.place(rival) % 2 == 0 ? Kind.FUTURE_READ : Kind.STALE_READ);
  }

  /**
   * Whoever is in no block replaces what somebody wrote who replaces it, around a circle: each
   * value that is read here has one writer, and at most one operation replaces it.
   */
  private Optional<Violation> circle(boolean[] takesPart) {
    for (int at = 0; at < operations.size(); at++) {
      if (!placed[at] && takesPart[at] && operations.changes(at)) {
        return Optional.of(around(at));
      }
    }
    return Optional.empty();
  }

  private Violation around(int operation) {
    int at = operation;
    do {
      int writer = written.writer(written.number(operations.read(at)));
      proof.because("%s replaced " + words.read(at) + ", which %s wrote", at, writer);
      at = writer;
    } while (at != operation);
    return proof.of(Kind.CIRCULAR_READ);
  }

  private Optional<Violation> atOdds() {
    int[] two = new Zones(blocks, firstCompleted, lastInvoked).atOdds();
    if (two.length == 0) {
      return Optional.empty();
    }
    return Optional.of(new AtOdds(operations, row, proof).of(span(two[0]), span(two[1])));
  }

  private AtOdds.Span span(int block) {
    int end = block + 1 < blocks ? begin[block + 1] : row.size();
    return new AtOdds.Span(begin[block], end, block == 0);
  }
}
