package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The index that all bank checkers share: every account's versions, and how often each operation
 * was applied.
 *
 * <p>Built in one pass over the transfer log; linear up to the sorting of revisions.
 */
final class Chains {

  private final History history;
  private final Map<Long, Chain> byAccount = new TreeMap<>();

  private Chains(History history) {
    this.history = history;
    Map<Long, Legs> legs = new HashMap<>();
    history.executions().forEach(e -> legs.put(e.id(), Legs.of(e.operation())));
    Map<Long, Chain.Builder> builders = new TreeMap<>();
    history
        .opening()
        .forEach((account, cents) -> builders.put(account, new Chain.Builder(account, cents)));
    for (LedgerEntry entry : history.ledger()) {
      for (RowVersion version : entry.versions()) {
        builder(builders, version.account()).add(version);
      }
    }
    builders.forEach((account, builder) -> byAccount.put(account, builder.build(legs)));
  }

  private static Chain.Builder builder(Map<Long, Chain.Builder> builders, long account) {
    return builders.computeIfAbsent(account, a -> new Chain.Builder(a, 0));
  }

  static Chains of(History history) {
    return new Chains(history);
  }

  Collection<Chain> all() {
    return byAccount.values();
  }

  Optional<Chain> of(long account) {
    return Optional.ofNullable(byAccount.get(account));
  }

  /** The operation that wrote a version, if it is one of this history. */
  Optional<Execution> writer(RowVersion version) {
    return Writer.isOperation(version.writer())
        ? history.execution(Writer.operation(version.writer()))
        : Optional.empty();
  }

  /**
   * How often two different operations that were open at the same time wrote versions of one row
   * that follow each other: each is an occasion on which one could have trampled on the other.
   *
   * @param debitsOnly count only those whose second write took money
   */
  long contendedWrites(boolean debitsOnly) {
    long contended = 0;
    for (Chain chain : all()) {
      for (int i = 1; i < chain.links().size(); i++) {
        Chain.Link second = chain.links().get(i);
        if (debitsOnly && second.meant() >= 0) {
          continue;
        }
        Optional<Execution> before = writer(chain.links().get(i - 1).version());
        Optional<Execution> after = writer(second.version());
        if (before.isPresent() && after.isPresent() && rivals(before.get(), after.get())) {
          contended++;
        }
      }
    }
    return contended;
  }

  private static boolean rivals(Execution a, Execution b) {
    return a.id() != b.id() && a.overlaps(b);
  }
}
