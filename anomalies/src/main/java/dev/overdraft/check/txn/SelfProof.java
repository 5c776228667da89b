package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges the culprits of a finding again, without everybody else: a proof that needs the rest of
 * the history is none. Where it does, those whose values the culprits had read are added.
 */
final class SelfProof {

  /** A proof that needs more transactions than these is not judged again. */
  private static final int MOST = 10_000;

  private final SubHistory sub;
  private final Options options;

  SelfProof(TxnHistory history, Options options) {
    this.sub = new SubHistory(history);
    this.options = new Options(options.steps(), options.witnesses(), false);
  }

  /** The smallest history that shows what {@code finding} says, if it can be found. */
  Optional<TxnHistory> of(Finding finding, Set<Integer> culprits) {
    Set<Integer> wider = new TreeSet<>(culprits);
    wider.addAll(sub.sources(culprits));
    for (Set<Integer> txns : List.of(culprits, wider)) {
      boolean garbage = finding.phenomenon() == Phenomenon.GARBAGE_READ;
      if (txns.size() <= MOST) {
        TxnHistory alone = sub.of(txns, garbage);
        if (shows(alone, finding)) {
          return Optional.of(alone);
        }
      }
    }
    return Optional.empty();
  }

  private boolean shows(TxnHistory alone, Finding finding) {
    return Judge.judge(alone, options).findings().stream()
        .anyMatch(
            f ->
                f.phenomenon() == finding.phenomenon()
                    && f.axis() == finding.axis()
                    && indexes(f).equals(indexes(finding)));
  }

  private static Set<Long> indexes(Finding finding) {
    return new TreeSet<>(finding.culprits().stream().map(Culprit::index).toList());
  }
}
