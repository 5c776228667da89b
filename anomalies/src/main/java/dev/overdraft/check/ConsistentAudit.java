package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Consistent audits: no audit sees one leg of a transfer without the other.
 *
 * <p>An audit is the vector of revisions that it read, and every transfer that was applied whole
 * lies before it with both legs or with none. Money that was lost earlier, and transfers that
 * stayed half applied, make totals wrong, but tear nothing, and are not reported here again.
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
    Chains chains = evidence.chains();
    Effects effects = evidence.effects();
    TornTransfers transfers = new TornTransfers(history, chains, effects);
    Windows windows = Windows.of(history, effects);
    boolean any = false;
    long chances = 0;
    long count = 0;
    Witness first = null;
    for (Execution audit : history.executions()) {
      Map<Long, Integer> seen = seen(chains, audit);
      any |= !seen.isEmpty();
      chances += !seen.isEmpty() && windows.meet(audit) ? 1 : 0;
      boolean all = transfers.covers(seen);
      if (seen.isEmpty() || (all && transfers.addsUp(seen))) {
        continue;
      }
      if (all && first != null) {
        count++;
        continue;
      }
      Optional<Witness> torn = transfers.find(audit, seen);
      count += torn.isPresent() ? 1 : 0;
      first = first == null ? torn.orElse(null) : first;
    }
    String none = "no audit " + (any ? "overlapped a transfer" : "recorded the rows that it read");
    return first == null
        ? Verdict.notFound(history, chances, none)
        : new Verdict.Found(first, count, Math.max(count, chances));
  }

  /**
   * Per account, the position in its chain that an audit saw; nothing for other operations. What it
   * saw of a transaction that never committed counts as the version before.
   */
  private static Map<Long, Integer> seen(Chains chains, Execution audit) {
    if (!(audit.operation() instanceof Operation.Audit) || audit.outcome() != Outcome.OK) {
      return Map.of();
    }
    Map<Long, Integer> seen = new HashMap<>();
    for (Access access : audit.accesses()) {
      RowVersion v = access.version();
      Optional<Chain> chain = chains.of(v.account());
      if (access.kind() == Access.Kind.READ && chain.isPresent()) {
        int at = chain.get().floor(v.revision());
        boolean same = chain.get().links().get(at).version().revision() == v.revision();
        boolean dirty = same && chain.get().balance(at) != v.cents();
        seen.put(v.account(), dirty ? Math.max(0, at - 1) : at);
      }
    }
    return seen;
  }
}
