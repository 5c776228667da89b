package dev.overdraft.cli;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;

/**
 * The schemas in which a strategy is explored: two at the same time, where that is safe.
 *
 * <p>It is for the core strategies, whose banks share nothing in the JVM and take no lock outside
 * their schema, on PostgreSQL, where waits are asked about by session.
 */
record Stages(Target target, List<SchemaLease> leases) implements AutoCloseable {

  static Stages claim(Target target) {
    SchemaLease first = SchemaLease.claim(target, RunSession.SCHEMA);
    if (target.dialect() != Dialect.POSTGRESQL) {
      return new Stages(target, List.of(first));
    }
    try {
      return new Stages(
          target, List.of(first, SchemaLease.claim(target, RunSession.SCHEMA + "_2")));
    } catch (RuntimeException | Error refused) {
      first.close();
      throw refused;
    }
  }

  /** The one for what is explored in one schema only. */
  SchemaLease first() {
    return leases.get(0);
  }

  /** Empties what is needed for a strategy. Returns the names. */
  List<String> clear(BankStrategy strategy) {
    List<SchemaLease> wanted = Strategies.core().contains(strategy) ? leases : leases.subList(0, 1);
    wanted.forEach(SchemaLease::recreate);
    return wanted.stream().map(SchemaLease::name).toList();
  }

  @Override
  public void close() {
    leases.forEach(SchemaLease::close);
  }
}
