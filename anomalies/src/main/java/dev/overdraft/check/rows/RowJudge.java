package dev.overdraft.check.rows;

import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Judges histories of transactions as {@link Judge} does, and comes to the same judgement, but
 * sooner where a history of row versions is strictly serializable. Pure and deterministic; safe for
 * use by several threads.
 */
public final class RowJudge {
  private RowJudge() {}

  /** Everything that can be said of {@code history}. */
  public static Judgement judge(TxnHistory history, Options options) {
    return isPlain(history) && Replay.succeeds(history)
        ? flawless(history, options)
        : Judge.judge(history, options);
  }

  private static boolean isPlain(TxnHistory history) {
    return history.model() == Model.VERSIONED
        && !history.hasGroups()
        && history.timed()
        && history.faults().isEmpty();
  }

  /** What the judge says of the smallest history that is strictly serializable holds for all. */
  private static Judgement flawless(TxnHistory history, Options options) {
    TxnHistoryBuilder least = TxnHistory.of(Model.VERSIONED);
    least.begin(0, 0, 0);
    least.writeVersion(0, 1);
    least.end(Outcome.OK, 1);
    Judgement of = Judge.judge(least.build(), options);
    return new Judgement(outcomes(history), List.of(), of.levels(), List.of(), of.notSearched());
  }

  private static Map<Outcome, Long> outcomes(TxnHistory history) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      long count = 0;
      for (int t = 0; t < history.size(); t++) {
        count += history.outcome(t) == outcome ? 1 : 0;
      }
      if (count > 0) {
        outcomes.put(outcome, count);
      }
    }
    return outcomes;
  }
}
