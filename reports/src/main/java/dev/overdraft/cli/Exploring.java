package dev.overdraft.cli;

import dev.overdraft.check.Scorecard;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.lesson.Trail;
import dev.overdraft.explore.witness.TraceFile;
import dev.overdraft.explore.witness.Witness;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The explorer's part in a run: the built-in scenarios with each strategy, the traces of what fails
 * in the run directory.
 *
 * @param thorough whether scenarios of three actors are explored too, and for longer
 */
record Exploring(Target target, SchemaLease lease, Path runDirectory, boolean thorough) {

  List<Scorecard.Explored> explore(BankStrategy strategy, Isolation level) throws Exception {
    Budget budget = Budget.of(Duration.ofSeconds(thorough ? 60 : 5));
    lease.recreate();
    List<Scorecard.Explored> all = new ArrayList<>();
    try (var explorer = new BankExplorer(target, lease.name(), strategy, level)) {
      for (BankScenario scenario : BankScenario.of(strategy, level)) {
        if (thorough || scenario.actors().size() == 2) {
          all.add(explored(explorer, scenario, explorer.explore(scenario, budget)));
        }
      }
    }
    return all;
  }

  /** What is left of exploring that broke off. */
  static Scorecard.Explored brokenOff(Exception failure) {
    return new Scorecard.Explored(
        "every scenario",
        "inconclusive",
        "INCONCLUSIVE: " + failure.getMessage(),
        false,
        0,
        "",
        "");
  }

  private Scorecard.Explored explored(
      BankExplorer explorer, BankScenario scenario, Exploration exploration) throws Exception {
    if (exploration.witness().isPresent()) {
      Witness witness = exploration.witness().get();
      var outside = target.unpooled(Isolation.READ_COMMITTED, lease.name());
      var tables =
          Trail.of(
              explorer.explorer(), explorer.scenario(scenario), witness.run().choices(), outside);
      TraceFile.write(runDirectory, witness, tables);
    }
    Coverage coverage = exploration.coverage();
    return new Scorecard.Explored(
        scenario.name(),
        exploration.verdict().name().toLowerCase(Locale.ROOT),
        coverage.toString(),
        coverage.kind() == Coverage.Kind.EXHAUSTIVE,
        coverage.classes(),
        exploration.witness().map(w -> w.token().toString()).orElse(""),
        exploration.witness().map(Witness::toString).orElse(""));
  }
}
