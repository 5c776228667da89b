package dev.overdraft.reports;

import dev.overdraft.check.Grade;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.Witness;
import java.util.List;

/** An anomaly that was seen: with which strategy, and the evidence. */
record Finding(Scorecard card, Scorecard.Entry entry, Witness witness) {

  /** Everything found with one strategy, in the order of the catalogue: lost updates first. */
  static List<Finding> of(Scorecard card) {
    return card.verdicts().stream()
        .filter(entry -> entry.verdict() instanceof Verdict.Found)
        .sorted((a, b) -> a.anomaly().compareTo(b.anomaly()))
        .map(entry -> new Finding(card, entry, ((Verdict.Found) entry.verdict()).witness()))
        .toList();
  }

  /** Everything found in the run, in the order of the matrix. */
  static List<Finding> of(Matrix matrix) {
    return matrix.rows().stream().flatMap(row -> of(row.card()).stream()).toList();
  }

  /** Whether the strategy had promised that this cannot happen. */
  boolean unexpected() {
    return entry.grade() == Grade.FAIL;
  }

  /** {@code lost update: found 12 times in 340 chances}. */
  String title() {
    return entry.anomaly().title() + ": " + Mark.describe(entry);
  }

  /** Whether this is what had to happen, may happen, or must not. */
  String standing() {
    return switch (entry.claim()) {
      case MUST -> "caught, as it should be";
      case MAY, NOT_APPLICABLE -> "no promise was made";
      case MUST_NOT -> "it was promised not to happen";
    };
  }
}
