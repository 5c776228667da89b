package dev.overdraft.check;

import dev.overdraft.history.History;
import java.util.Optional;

/**
 * Consistent audits: every audit sees a state that there was, in an order that all audits share.
 *
 * <p>Told apart, and named by the witness: audits that are torn, that are impossible, and that make
 * a long fork together. Stale ones are counted elsewhere, in {@link AuditCensus}.
 *
 * <p>Audits of all accounts cost one look an account. One that saw some accounts only is judged by
 * the transfers between those, each looked at.
 */
public final class ConsistentAudit extends BankChecker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.CONSISTENT_AUDIT;
  }

  @Override
  Verdict check(Evidence evidence) {
    History history = evidence.history();
    Audits audits = Audits.of(evidence);
    Optional<Witness> first =
        audits
            .first(Audits.Kind.TORN)
            .or(() -> audits.first(Audits.Kind.IMPOSSIBLE))
            .or(() -> audits.first(Audits.Kind.LONG_FORK));
    long chances = audits.overlapping();
    if (first.isEmpty()) {
      boolean any = audits.judged() > 0;
      String none =
          "no audit " + (any ? "overlapped a transfer" : "recorded the rows that it read");
      return Verdict.notFound(history, chances, none);
    }
    long count =
        audits.count(Audits.Kind.TORN)
            + audits.count(Audits.Kind.IMPOSSIBLE)
            + audits.count(Audits.Kind.LONG_FORK);
    return new Verdict.Found(first.get(), count, Math.max(count, chances));
  }
}
