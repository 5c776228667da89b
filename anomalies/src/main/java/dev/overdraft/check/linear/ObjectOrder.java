package dev.overdraft.check.linear;

import static dev.overdraft.check.linear.ObjectOperations.OPENING;

import dev.overdraft.check.linear.Violation.Kind;
import dev.overdraft.history.Outcome;
import java.util.Arrays;
import java.util.Optional;

/** Decides one object: who takes part, whether each read can be true, whether there is an order. */
abstract class ObjectOrder {

  final ObjectOperations operations;
  final Words words;
  final boolean[] takesPart;
  private final String object;
  private final int[] pending;
  private final int[] seenBy;
  private int waiting;
  private String undecided = "";

  ObjectOrder(ObjectOperations operations, Words words, String object) {
    this.operations = operations;
    this.words = words;
    this.object = object;
    this.takesPart = new boolean[operations.size()];
    this.pending = new int[operations.size()];
    this.seenBy = new int[operations.size()];
    Arrays.fill(seenBy, OPENING);
  }

  /** Why a read of one that takes part cannot be true; lets take part whoever wrote it. */
  abstract Optional<Violation> read(int at);

  /** Why there is no order of those that take part. */
  abstract Optional<Violation> order();

  final ObjectVerdict decide() {
    int backwards = operations.backwards();
    if (backwards != OPENING) {
      undecided(words.name(backwards) + " ends before it begins");
      return new ObjectVerdict(Optional.empty(), undecided);
    }
    Optional<Violation> violation = reads();
    if (violation.isEmpty() && undecided.isEmpty()) {
      violation = order();
    }
    if (violation.isEmpty() && undecided.isEmpty() && !operations.timed()) {
      undecided("the history has no times");
    }
    return new ObjectVerdict(violation, violation.isPresent() ? "" : undecided);
  }

  /** Lets take part who ended well, and whose effect was seen; stops at an impossible read. */
  private Optional<Violation> reads() {
    for (int at = 0; at < operations.size(); at++) {
      if (operations.outcome(at) == Outcome.OK) {
        takePart(at);
      }
    }
    Optional<Violation> violation = Optional.empty();
    for (int next = 0; next < waiting && violation.isEmpty(); next++) {
      int at = pending[next];
      if (operations.isSplit(at)) {
        violation = Optional.of(split(at));
      } else if (operations.reads(at)) {
        violation = read(at);
      }
    }
    return violation;
  }

  /** Lets take part whose effect was seen. */
  final void seen(int at, int by) {
    if (!takesPart[at]) {
      seenBy[at] = by;
    }
    takePart(at);
  }

  private void takePart(int at) {
    if (!takesPart[at]) {
      takesPart[at] = true;
      pending[waiting++] = at;
    }
  }

  private Violation split(int at) {
    String second = words.value(operations.otherRead(at));
    String sentence = "%s read " + words.read(at) + " and then " + second + " without writing it";
    return proof().because(sentence, at).of(Kind.SPLIT_READ);
  }

  final Proof proof() {
    return new Proof(words, object, seenBy);
  }

  final void undecided(String why) {
    undecided = object + ": " + why;
  }

  final boolean isUndecided() {
    return !undecided.isEmpty();
  }
}
