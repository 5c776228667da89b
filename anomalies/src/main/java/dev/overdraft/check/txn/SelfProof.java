package dev.overdraft.check.txn;

import dev.overdraft.history.txn.TxnHistory;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges the culprits of a finding again, without everybody else: a proof that needs the rest of
 * the history is none. Where it does, those are added whose values the culprits had read, or else
 * all who touched their keys; and the rows that they asked for and did not find.
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
    Set<Integer> keys = sub.keys(culprits);
    return of(finding, culprits, keys)
        .or(() -> of(finding, wider(culprits), keys))
        .or(() -> withRows(finding, culprits))
        .or(() -> of(finding, sub.touching(keys), keys));
  }

  private Optional<TxnHistory> withRows(Finding finding, Set<Integer> culprits) {
    Set<Integer> keys = sub.keysAndRows(culprits);
    return keys.equals(sub.keys(culprits)) ? Optional.empty() : of(finding, culprits, keys);
  }

  private Set<Integer> wider(Set<Integer> culprits) {
    Set<Integer> wider = new TreeSet<>(culprits);
    wider.addAll(sub.sources(culprits));
    return wider;
  }

  private Optional<TxnHistory> of(Finding finding, Set<Integer> txns, Set<Integer> keys) {
    if (txns.size() > MOST) {
      return Optional.empty();
    }
    TxnHistory alone = sub.of(txns, keys, finding.phenomenon() == Phenomenon.GARBAGE_READ);
    return Optional.of(alone).filter(history -> shows(history, finding));
  }

  private boolean shows(TxnHistory alone, Finding finding) {
    return Judge.judge(alone, options).findings().stream()
        .anyMatch(
            f ->
                f.phenomenon() == finding.phenomenon()
                    && f.axis() == finding.axis()
                    && (finding.phenomenon().isRefutation()
                        || indexes(f).equals(indexes(finding))));
  }

  private static Set<Long> indexes(Finding finding) {
    return new TreeSet<>(finding.culprits().stream().map(Culprit::index).toList());
  }
}
