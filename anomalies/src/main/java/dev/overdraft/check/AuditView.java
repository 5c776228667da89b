package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one audit saw: a place in the chain of each account.
 *
 * @param seen by account, the position of the version that it read; of one that was never committed
 *     the position before
 */
record AuditView(Execution audit, Map<Long, Integer> seen) {

  AuditView {
    seen = Map.copyOf(seen);
  }

  /** What an audit saw; nothing for other operations, and where no reads were recorded. */
  static Optional<AuditView> of(Chains chains, Execution audit) {
    if (!(audit.operation() instanceof Operation.Audit) || audit.outcome() != Outcome.OK) {
      return Optional.empty();
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
    return seen.isEmpty() ? Optional.empty() : Optional.of(new AuditView(audit, seen));
  }

  /** How many versions it saw, over all accounts. */
  long size() {
    return seen.values().stream().mapToLong(Integer::longValue).sum();
  }
}
