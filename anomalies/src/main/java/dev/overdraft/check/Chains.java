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
 * The index that all bank checkers share: every account's versions.
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
    Map<Long, ChainBuilder> builders = new TreeMap<>();
    history
        .opening()
        .forEach((account, cents) -> builders.put(account, new ChainBuilder(account, cents)));
    history.closing().ifPresent(rows -> rows.keySet().forEach(a -> builder(builders, a)));
    int transaction = 0;
    for (LedgerEntry entry : history.ledger()) {
      transaction++;
      for (RowVersion version : entry.versions()) {
        builder(builders, version.account()).add(version, transaction);
      }
    }
    builders.forEach((account, builder) -> byAccount.put(account, build(builder, account, legs)));
  }

  private static ChainBuilder builder(Map<Long, ChainBuilder> builders, long account) {
    return builders.computeIfAbsent(account, a -> new ChainBuilder(a, 0));
  }

  private Chain build(ChainBuilder builder, long account, Map<Long, Legs> legs) {
    if (history.closing().isEmpty()) {
      return builder.build(legs);
    }
    return builder.build(legs, Optional.ofNullable(history.closing().get().get(account)));
  }

  static Chains of(History history) {
    return new Chains(history);
  }

  /** All chains, by ascending account. */
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
   * How often two different operations whose clients waited at the same time wrote versions of one
   * row that follow each other: each is an occasion on which one could have trampled on the other.
   *
   * @param debitsOnly count only those whose second write took money
   */
  long contendedWrites(boolean debitsOnly) {
    long contended = 0;
    for (Chain chain : all()) {
      Optional<Execution> before = Optional.empty();
      for (int i = 1; i <= chain.entries(); i++) {
        Chain.Link second = chain.links().get(i);
        Optional<Execution> after = writer(second.version());
        boolean counts = !debitsOnly || second.meant() < 0;
        if (counts && before.isPresent() && after.isPresent()) {
          contended += rivals(before.get(), after.get()) ? 1 : 0;
        }
        before = after;
      }
    }
    return contended;
  }

  /**
   * An unknown outcome stays open for ever, which would make a rival of everything that follows;
   * only the time that its client waited counts here.
   */
  private static boolean rivals(Execution a, Execution b) {
    return a.id() != b.id()
        && a.invokedNanos() <= b.lastSeenNanos()
        && b.invokedNanos() <= a.lastSeenNanos();
  }
}
