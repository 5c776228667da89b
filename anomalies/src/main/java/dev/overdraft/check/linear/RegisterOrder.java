package dev.overdraft.check.linear;

import static dev.overdraft.check.linear.ObjectOperations.OPENING;

import dev.overdraft.check.linear.Violation.Kind;
import dev.overdraft.check.linear.Written.Fate;
import dev.overdraft.history.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides one register, nil at first, of whose values each that is read was written once. Exact, in
 * n log n steps. Where a value that was written twice is read, who wrote it cannot be told, and
 * nothing is said unless another read is impossible by itself.
 *
 * <p>A value's writer, its readers and whoever read and replaced it come right after each other; so
 * does what follows from there. That makes {@linkplain Zones blocks} of operations, in each of
 * which the order is known but for readers of one value.
 */
final class RegisterOrder extends ObjectOrder {

  private final Written written = new Written();

  RegisterOrder(ObjectOperations operations, Words words, String object) {
    super(operations, words, object);
    index();
  }

  private void index() {
    for (int at = 0; at < operations.size(); at++) {
      if (operations.changes(at) && operations.outcome(at) != Outcome.FAIL) {
        written.add(operations.written(at), at, Fate.LEFT);
      }
    }
    for (int each = 0; each < operations.replacements(); each++) {
      int by = operations.replacedBy(each);
      boolean failed = operations.outcome(by) == Outcome.FAIL;
      written.add(operations.replaced(each), by, failed ? Fate.FAILED : Fate.REPLACED);
    }
    for (int at = 0; at < operations.size(); at++) {
      if (operations.changes(at) && operations.outcome(at) == Outcome.FAIL) {
        written.add(operations.written(at), at, Fate.FAILED);
      }
    }
  }

  @Override
  Optional<Violation> read(int at) {
    int number = numberRead(at);
    if (number == Written.NONE) {
      String sentence = "%s read " + words.read(at) + ", which no other operation wrote";
      return Optional.of(proof().because(sentence, at).of(Kind.GARBAGE_READ));
    }
    int writer = written.writer(number);
    String seen = "%s read " + words.read(at) + ", which %s ";
    switch (written.fate(number)) {
      case FAILED -> {
        Proof proof = proof().because(seen + "wrote and which failed", at, writer);
        return Optional.of(proof.of(Kind.DIRTY_READ));
      }
      case REPLACED -> {
        Proof proof = proof().because(seen + "itself replaced", at, writer);
        return Optional.of(proof.of(Kind.INTERMEDIATE_READ));
      }
      case AMBIGUOUS -> undecided(words.read(at) + " was written twice");
      case LEFT -> {
        if (writer != OPENING) {
          seen(writer, at);
        }
      }
    }
    return Optional.empty();
  }

  private int numberRead(int at) {
    return operations.readsNil(at) ? Written.NIL : written.number(operations.read(at));
  }

  @Override
  Optional<Violation> order() {
    int values = written.size();
    int[] replacedBy = new int[values];
    int[] lastReader = new int[values];
    int[] reader = new int[operations.size()];
    Arrays.fill(replacedBy, OPENING);
    Arrays.fill(lastReader, OPENING);
    for (int at = operations.size() - 1; at >= 0; at--) {
      if (!takesPart[at] || !operations.reads(at)) {
        continue;
      }
      int number = numberRead(at);
      if (!operations.changes(at)) {
        reader[at] = lastReader[number];
        lastReader[number] = at;
      } else if (replacedBy[number] == OPENING) {
        replacedBy[number] = at;
      } else {
        String sentence = "%s and %s both read " + words.read(at) + " and replaced it";
        Proof proof = proof().because(sentence, at, replacedBy[number]);
        return Optional.of(proof.of(Kind.LOST_UPDATE));
      }
    }
    return new RegisterBlocks(operations, proof(), words, written)
        .decide(takesPart, replacedBy, lastReader, reader);
  }
}
