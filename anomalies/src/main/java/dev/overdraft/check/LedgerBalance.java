package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ledger equals balance: per account, the opening balance plus the entries of the transfer log is
 * the stored balance.
 *
 * <p>Entries are added in the order in which versions were installed, not in the order of the log's
 * own numbers, so that the first version from which the two differ for good names its writer. Sums
 * over all accounts prove nothing: a double-entry log sums to zero by construction. What was
 * written past the log is not held against it where it may be {@linkplain Unfollowed operations
 * that the log misses}; but then nothing is concluded either.
 */
public final class LedgerBalance extends BankChecker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.LEDGER_EQUALS_BALANCE;
  }

  @Override
  Verdict check(Evidence evidence) {
    History history = evidence.history();
    if (history.closing().isEmpty()) {
      return new Verdict.Inconclusive("the transfer log was never read");
    }
    Chains chains = evidence.chains();
    long entries = 0;
    long wrongAccounts = 0;
    Witness first = null;
    for (Chain chain : chains.all()) {
      entries += chain.entries();
      long ledger = chain.balance(0);
      int mismatch = -1;
      for (int at = 1; at < chain.links().size(); at++) {
        Chain.Link link = chain.links().get(at);
        ledger += link.meant() + evidence.unfollowed().cents(chain, link);
        if (ledger == chain.balance(at)) {
          mismatch = -1;
        } else if (mismatch < 0) {
          mismatch = at;
        }
      }
      if (mismatch >= 0) {
        wrongAccounts++;
        first = first == null ? witness(chains, chain, mismatch, ledger) : first;
      }
    }
    if (first == null && !evidence.unfollowed().isEmpty()) {
      return new Verdict.Inconclusive(Unfollowed.WHY);
    }
    return first == null
        ? Verdict.notFound(entries, "no entry was logged")
        : new Verdict.Found(first, wrongAccounts, Math.max(wrongAccounts, entries));
  }

  private static Witness witness(Chains chains, Chain chain, int mismatch, long ledger) {
    RowVersion stored = chain.last().version();
    String sum =
        "account %d holds %d, its ledger says %d"
            .formatted(chain.account(), stored.cents(), ledger);
    long cents = stored.cents() - ledger;
    RowVersion before = chain.links().get(mismatch - 1).version();
    RowVersion wrong = chain.links().get(mismatch).version();
    if (!chain.links().get(mismatch).place().logged()) {
      return new Witness(
          sum + ": the row was changed past the log",
          List.of(),
          List.of(before, stored),
          List.of(),
          cents);
    }
    Residual residual = Residual.explain(chains, chain, mismatch);
    List<Execution> culprits =
        residual.cause() == Residual.Cause.FOREIGN_WRITE
            ? List.of()
            : Stream.concat(
                    Stream.of(wrong), residual.overwritten().stream().map(Chain.Link::version))
                .flatMap(v -> chains.writer(v).stream())
                .distinct()
                .toList();
    String who = culprits.isEmpty() ? "an unrecorded writer" : culprits.get(0).toString();
    return new Witness(
        "%s; they part at revision %d, where %s made %d of %d"
            .formatted(sum, wrong.revision(), who, wrong.cents(), before.cents()),
        Lanes.culprits(culprits),
        List.of(before, wrong),
        Lanes.steps(culprits, Set.of(chain.account())),
        cents);
  }
}
