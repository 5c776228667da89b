package dev.overdraft.cli;

import dev.overdraft.benchmarks.Contention;
import dev.overdraft.check.Scorecard;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Measures strategies one after the other and prints what each costs. One that cannot be measured
 * is named, and takes nothing from the others.
 */
record Benching(List<Contention> contentions, StopSignal stop, PrintStream out, PrintStream err) {

  /** Measures one. */
  interface Measuring {
    Scorecard.Cost of(BankStrategy strategy, Contention contention) throws IOException;
  }

  /** Measures them all, or as many as there is time for; returns the exit code. */
  int measure(List<BankStrategy> strategies, Measuring measuring) {
    int worst = ExitCode.AS_EXPECTED;
    for (BankStrategy strategy : strategies) {
      for (Contention contention : contentions) {
        if (!stop.requested()) {
          worst = Math.max(worst, measure(strategy, contention, measuring));
        }
      }
    }
    return Math.max(worst, stop.requested() ? ExitCode.INCONCLUSIVE : ExitCode.AS_EXPECTED);
  }

  private int measure(BankStrategy strategy, Contention contention, Measuring measuring) {
    try {
      print(strategy, measuring.of(strategy, contention));
      return ExitCode.AS_EXPECTED;
    } catch (IOException failed) {
      // Ctrl-C ends JMH's own JVM too.
      if (stop.requested()) {
        return ExitCode.INCONCLUSIVE;
      }
      err.printf("overdraft: %s is not measured: %s%n", strategy.name(), failed.getMessage());
      return ExitCode.ENVIRONMENT;
    }
  }

  private void print(BankStrategy strategy, Scorecard.Cost cost) {
    String mark = strategy.kind() == BankStrategy.Kind.BROKEN ? "✗" : " ";
    out.printf(
        Locale.ROOT,
        "%s %-28s %-8s %,10.0f ± %,.0f committed/s  %.2f retries  %.2f aborts per commit%n",
        mark,
        strategy.name(),
        cost.contention(),
        cost.committedPerSecond(),
        cost.errorPerSecond(),
        cost.retriesPerCommit(),
        cost.abortsPerCommit());
  }
}
