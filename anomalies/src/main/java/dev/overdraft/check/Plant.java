package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A copy of a history in which one thing has been made to go wrong, and what has to be found there.
 *
 * @param history the copy
 * @param culprits who has to be named, the one that did the damage first
 * @param row the version at which it has to be seen
 * @param cents by how much it changed the sum of all balances
 */
record Plant(History history, List<Long> culprits, RowVersion row, long cents) {

  Plant {
    culprits = List.copyOf(culprits);
  }

  /** A place where a fault may be planted; nothing if on closer look it may not. */
  interface Site extends Supplier<Optional<Plant>> {}

  /** Whether a witness is of just this. */
  boolean isShownBy(Witness witness) {
    List<Long> named = witness.culprits().stream().map(Witness.Culprit::operationId).toList();
    return named.equals(culprits) && witness.rows().contains(row) && witness.cents() == cents;
  }

  /** The history with each version put through {@code change}, wherever it was read or written. */
  static History rewrite(History history, UnaryOperator<RowVersion> change) {
    List<Execution> executions =
        history.executions().stream().map(e -> rewrite(e, change)).toList();
    List<LedgerEntry> ledger =
        history.ledger().stream()
            .map(
                e ->
                    new LedgerEntry(
                        e.sequence(),
                        e.writer(),
                        e.transactionId(),
                        e.connection(),
                        e.versions().stream().map(change).toList()))
            .toList();
    Map<Long, RowVersion> rows = new HashMap<>();
    history.closing().orElse(Map.of()).forEach((account, v) -> rows.put(account, change.apply(v)));
    return history.with(executions, ledger, history.closing().map(there -> rows));
  }

  /** One execution with each version that it read or wrote put through {@code change}. */
  static Execution rewrite(Execution execution, UnaryOperator<RowVersion> change) {
    List<Access> accesses =
        execution.accesses().stream()
            .map(a -> new Access(a.kind(), change.apply(a.version()), a.nanos(), a.sql()))
            .toList();
    return accesses.equals(execution.accesses()) ? execution : execution.withAccesses(accesses);
  }

  /** The history with one execution replaced by another of the same id. */
  static History replace(History history, Execution other) {
    List<Execution> executions =
        history.executions().stream().map(e -> e.id() == other.id() ? other : e).toList();
    return history.with(executions, history.ledger(), history.closing());
  }
}
