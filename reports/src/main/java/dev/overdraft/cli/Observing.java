package dev.overdraft.cli;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.storm.ObserverEffect;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.util.Optional;

/** Measures once a run, on its target, whether recording changes how often something goes wrong. */
record Observing(Target target, SchemaLease lease, PrintStream err) {

  private static final String UNGUARDED = "naive-read-modify-write";
  private static final long MILLIS_EACH = 500;

  /**
   * Both rates, in one line. What cannot be measured is told, and costs the run nothing else: then
   * the line is empty.
   */
  String measure(int workers) throws InterruptedException {
    Optional<BankStrategy> unguarded = Strategies.byName(UNGUARDED);
    if (unguarded.isEmpty()) {
      return "";
    }
    var effect = new ObserverEffect(target, lease.name(), unguarded.get(), lease::recreate);
    try {
      return effect.measure(workers, MILLIS_EACH).toString();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      err.println("overdraft: what recording changes is not measured: " + failed.getMessage());
      return "";
    }
  }
}
