package dev.overdraft.check.linear;

import static dev.overdraft.check.linear.ObjectOperations.OPENING;

import dev.overdraft.check.linear.Violation.Kind;
import dev.overdraft.check.linear.Written.Fate;
import java.util.Arrays;
import java.util.Optional;

/**
 * The blocks of one register: a value that was written blindly, or nil, and all that was read and
 * replaced from there.
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

  RegisterBlocks(ObjectOperations operations, Proof proof, Words words, Written written) {
    this.operations = operations;
    this.words = words;
    this.proof = proof;
    this.written = written;
    this.placed = new boolean[written.size()];
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
    int place = 0;
    for (int head = Written.NIL; head < written.size(); head++) {
      int writer = written.writer(head);
      if (writer != OPENING
          && (!takesPart[writer] || operations.reads(writer) || isNeverSeen(head))) {
        continue;
      }
      begin();
      int value = head;
      while (value != Written.NONE) {
        placed[value] = true;
        if (written.writer(value) != OPENING) {
          add(written.writer(value), place);
        }
        for (int at = firstReader[value]; at != OPENING; at = nextReader[at]) {
          add(at, place + 1);
        }
        place += 2;
        int next = replacedBy[value];
        value = next == OPENING ? Written.NONE : written.number(operations.written(next));
      }
      int late = row.late(operations, begin[blocks - 1], row.size());
      if (late >= 0) {
        return Optional.of(late(late));
      }
    }
    firstCompleted[0] = Long.MIN_VALUE;
    return circle(takesPart).or(this::atOdds);
  }

  /** Others see what an operation leaves, and not what it has replaced before. */
  private boolean isNeverSeen(int value) {
    return written.fate(value) == Fate.REPLACED;
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
    for (int value = 1; value < written.size(); value++) {
      int writer = written.writer(value);
      if (!placed[value] && takesPart[writer] && written.fate(value) == Fate.LEFT) {
        return Optional.of(around(value));
      }
    }
    return Optional.empty();
  }

  private Violation around(int value) {
    int at = value;
    do {
      int reader = written.writer(at);
      int before = written.number(operations.read(reader));
      String sentence = "%s replaced " + words.read(reader) + ", which %s wrote";
      proof.because(sentence, reader, written.writer(before));
      at = before;
    } while (at != value);
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
