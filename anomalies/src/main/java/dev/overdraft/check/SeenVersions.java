package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Works out which versions an audit saw where only the balances were recorded that it returned.
 *
 * <p>An audit can have seen a version that may have been the newest at some instant while it ran:
 * its writer had begun before the audit ended, and the next one's writer had not been answered
 * before the audit began. Where just one such version has the balance that was returned, it is the
 * one; where several have it, or none, nothing is said of that account. So what is worked out is
 * certain of an audit that asks the database; one that answers from a cache of its own may seem to
 * have seen what it did not.
 */
public final class SeenVersions {

  private final Chains chains;

  private SeenVersions(History history) {
    this.chains = Chains.of(history);
  }

  /** The same history, with reads added to its audits that have none. */
  public static History in(History history) {
    if (!history.faults().isEmpty()) {
      return history;
    }
    var seen = new SeenVersions(history);
    return history.retold(seen::told);
  }

  private Execution told(Execution audit) {
    boolean silent = audit.accesses().isEmpty() && !audit.balances().isEmpty();
    if (!(audit.operation() instanceof Operation.Audit)
        || audit.outcome() != Outcome.OK
        || !silent) {
      return audit;
    }
    List<Access> reads = new ArrayList<>();
    audit
        .balances()
        .forEach(
            (account, cents) ->
                chains
                    .of(account)
                    .flatMap(chain -> seen(audit, chain, cents))
                    .ifPresent(reads::add));
    return audit.withAccesses(reads);
  }

  private Optional<Access> seen(Execution audit, Chain chain, long cents) {
    OptionalInt only = OptionalInt.empty();
    for (int at : chain.visibleBefore(chain.entries() + 1, cents)) {
      if (wasNewest(audit, chain, at)) {
        if (only.isPresent()) {
          return Optional.empty();
        }
        only = OptionalInt.of(at);
      }
    }
    return only.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Access(
                Access.Kind.READ,
                chain.links().get(only.getAsInt()).version(),
                audit.completedNanos(),
                ""));
  }

  /** Whether a version may have been the newest at some instant while the audit ran. */
  private boolean wasNewest(Execution audit, Chain chain, int at) {
    long from =
        chains
            .writer(chain.links().get(at).version())
            .map(Execution::invokedNanos)
            .orElse(Long.MIN_VALUE);
    int next = at + 1;
    while (next <= chain.entries() && !chain.links().get(next).visible()) {
      next++;
    }
    long to =
        next > chain.entries()
            ? Long.MAX_VALUE
            : chains
                .writer(chain.links().get(next).version())
                .map(Execution::completedNanos)
                .orElse(Long.MAX_VALUE);
    return from <= audit.completedNanos() && to >= audit.invokedNanos();
  }
}
