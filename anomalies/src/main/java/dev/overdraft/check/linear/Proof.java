package dev.overdraft.check.linear;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the sentences of a proof, and who is named in them. */
final class Proof {

  private final Words words;
  private final String object;
  private final int[] seenBy;
  private final Set<Integer> involved = new LinkedHashSet<>();
  private final List<String> reasons = new ArrayList<>();

  /**
   * A proof without sentences.
   *
   * @param seenBy for each operation that counts though its outcome is unknown, who saw its effect;
   *     {@link ObjectOperations#OPENING} for others
   */
  Proof(Words words, String object, int[] seenBy) {
    this.words = words;
    this.object = object;
    this.seenBy = seenBy;
  }

  /** A sentence, with the names of the operations in it where it has {@code %s}. */
  Proof because(String sentence, int... operations) {
    Object[] names = new Object[operations.length];
    for (int i = 0; i < operations.length; i++) {
      names[i] = words.name(operations[i]);
      involved.add(operations[i]);
    }
    reasons.add(sentence.formatted(names));
    return this;
  }

  /** Says that one had ended before another began. */
  Proof before(int first, int second) {
    involved.add(first);
    involved.add(second);
    reasons.add(words.before(first, second));
    return this;
  }

  /**
   * Names those who replaced one value by the next on the way between two operations of a row; -1
   * is before the first.
   */
  Proof replacements(Row row, int from, int to) {
    for (int at = Math.min(from, to) + 1; at <= Math.max(from, to); at++) {
      if (row.place(at) % 2 == 0) {
        int operation = row.operation(at);
        String replaced = words.read(operation) + " by " + words.written(operation);
        because("%s replaced " + replaced, operation);
      }
    }
    return this;
  }

  private void witnesses(int operation) {
    int unknown = operation;
    int witness = seenBy[unknown];
    while (witness != ObjectOperations.OPENING && !involved.contains(witness)) {
      because("%s read what %s wrote, whose outcome is unknown", witness, unknown);
      unknown = witness;
      witness = seenBy[unknown];
    }
  }

  Violation of(Violation.Kind kind) {
    for (int unknown : List.copyOf(involved)) {
      witnesses(unknown);
    }
    return new Violation(object, kind, involved.stream().map(words::involved).toList(), reasons);
  }
}
