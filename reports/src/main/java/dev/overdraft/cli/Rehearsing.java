package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.storm.Rehearsal;
import dev.overdraft.strategies.Roster;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves those strategies out, by name, whose SQL the engine does not understand. */
record Rehearsing(Engine engine, PrintStream err) {

  /**
   * Those that run there. On a server all do: one that does not is a failure, and shows as one.
   *
   * @throws UsageException if none does
   */
  Roster runnable(Roster roster) throws Exception {
    if (!engine.target().dialect().isInProcess()) {
      return roster;
    }
    List<BankStrategy> runnable = new ArrayList<>();
    try (SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
      for (BankStrategy strategy : roster.all()) {
        lease.recreate();
        Optional<String> refusal =
            new Rehearsal(engine.target(), lease.name()).refusal(strategy, strategy.isolation());
        if (refusal.isEmpty()) {
          runnable.add(strategy);
        } else {
          err.printf(
              "overdraft: without %s, which does not run on %s: %s%n",
              strategy.name(), engine.target().dialect().label(), refusal.get());
        }
      }
    }
    return new Roster(runnable);
  }
}
