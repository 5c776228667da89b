package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How often each operation took effect, leg by leg, over all its attempts, as the transfer log has
 * it: the sum of the {@linkplain Share shares} of all versions that name it.
 */
final class Effects {

  /**
   * One operation's effect.
   *
   * @param debits times the debit leg was applied; for operations without one, equal to {@code
   *     credits}
   * @param credits times the credit leg was applied; for operations without one, equal to {@code
   *     debits}
   * @param transactions committed transactions that left an entry for it
   */
  record Effect(int debits, int credits, int transactions) {
    static final Effect NONE = new Effect(0, 0, 0);

    boolean half() {
      return debits != credits;
    }

    int times() {
      return Math.max(debits, credits);
    }

    private Effect plus(Share share) {
      return new Effect(debits + share.debits(), credits + share.credits(), transactions);
    }

    private Effect plusTransaction() {
      return new Effect(debits, credits, transactions + 1);
    }
  }

  private final Map<Long, Effect> byOperation = new HashMap<>();

  Effects(History history, Chains chains) {
    for (LedgerEntry entry : history.ledger()) {
      for (long operation : operations(entry)) {
        byOperation.put(operation, of(operation).plusTransaction());
      }
    }
    for (Chain chain : chains.all()) {
      for (Chain.Link link : chain.links()) {
        if (!link.share().equals(Share.NONE)) {
          byOperation.put(link.operation(), of(link.operation()).plus(link.share()));
        }
      }
    }
  }

  private static Set<Long> operations(LedgerEntry entry) {
    Set<Long> operations = new HashSet<>();
    if (Writer.isOperation(entry.writer())) {
      operations.add(Writer.operation(entry.writer()));
    }
    for (RowVersion v : entry.versions()) {
      if (Writer.isOperation(v.writer())) {
        operations.add(Writer.operation(v.writer()));
      }
    }
    return operations;
  }

  Effect of(Execution execution) {
    return of(execution.id());
  }

  Effect of(long operation) {
    return byOperation.getOrDefault(operation, Effect.NONE);
  }
}
