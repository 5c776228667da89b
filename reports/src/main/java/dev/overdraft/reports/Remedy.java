package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.util.Optional;

/** What to do about an anomaly: one sentence, and a strategy of the same run that did it. */
final class Remedy {

  private Remedy() {}

  static String of(Anomaly anomaly) {
    return switch (anomaly) {
      case LOST_UPDATE ->
          "Let the database compute (set balance = balance + ?), or lock the row as you read it"
              + " (select … for update), or write only if the version is still the one you read.";
      case NO_NEGATIVE_BALANCE ->
          "Put the check into the write (update … where balance >= ?) and look at the row count, or"
              + " lock the row before you check it; a check constraint is the safety net.";
      case CONSISTENT_AUDIT ->
          "Write both legs in one transaction, and read all balances in one statement or one"
              + " snapshot (REPEATABLE READ).";
      case EXACTLY_ONCE ->
          "Give each operation an id with a unique key, insert it in the transaction that moves the"
              + " money, and never answer before the commit has.";
      default ->
          "Read and write in one transaction that locks what it read, or run it at SERIALIZABLE and"
              + " again on 40001.";
    };
  }

  /** The best ranked strategy that was judged for the same and did not show it. */
  static Optional<Scorecard> shownBy(Matrix matrix, Anomaly anomaly) {
    return matrix.rows().stream()
        .filter(row -> row.place() == Matrix.Place.RANKED)
        .filter(
            row ->
                row.entry(anomaly).filter(e -> e.verdict() instanceof Verdict.NotFound).isPresent())
        .map(Matrix.Row::card)
        .findFirst();
  }
}
