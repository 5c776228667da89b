package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each operation took effect, leg by leg, over all its attempts, as the transfer log has
 * it.
 *
 * <p>An operation's k-th write of an account is the k-th application of its leg there; where both
 * legs are on one account (a transfer to oneself), a lone write counts for both.
 */
final class Effects {

  /**
   * One operation's effect.
   *
   * @param debits times the debit leg was applied; for operations without one, equal to {@code
   *     credits}
   * @param credits times the credit leg was applied; for operations without one, equal to {@code
   *     debits}
   * @param transactions committed transactions that wrote anything for it
   */
  record Effect(int debits, int credits, int transactions) {
    static final Effect NONE = new Effect(0, 0, 0);

    boolean half() {
      return debits != credits;
    }

    int times() {
      return Math.max(debits, credits);
    }
  }

  private final Map<Long, Map<Long, Integer>> writesByOperation = new HashMap<>();
  private final Map<Long, Integer> transactions = new HashMap<>();

  Effects(History history) {
    for (LedgerEntry entry : history.ledger()) {
      if (Writer.isOperation(entry.writer())) {
        transactions.merge(Writer.operation(entry.writer()), 1, Integer::sum);
      }
      for (RowVersion v : entry.versions()) {
        if (Writer.isOperation(v.writer())) {
          writesByOperation
              .computeIfAbsent(Writer.operation(v.writer()), op -> new HashMap<>())
              .merge(v.account(), 1, Integer::sum);
        }
      }
    }
  }

  Effect of(Execution execution) {
    var legs = Legs.of(execution.operation()).legs();
    Map<Long, Integer> writes = writesByOperation.getOrDefault(execution.id(), Map.of());
    int entries = transactions.getOrDefault(execution.id(), 0);
    if (legs.isEmpty()) {
      return new Effect(0, 0, entries);
    }
    int first = writes.getOrDefault(legs.get(0).account(), 0);
    if (legs.size() == 1) {
      return new Effect(first, first, entries);
    }
    if (legs.get(0).account() == legs.get(1).account()) {
      return first == 1
          ? new Effect(1, 1, entries)
          : new Effect((first + 1) / 2, first / 2, entries);
    }
    return new Effect(first, writes.getOrDefault(legs.get(1).account(), 0), entries);
  }
}
