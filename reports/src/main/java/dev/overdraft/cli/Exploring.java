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
import java.util.function.Consumer;

/**
 * The explorer's part in a run: the built-in scenarios with each strategy, the traces of what fails
 * in the run directory.
 *
 * <p>What breaks off takes nothing away from what was decided before it.
 *
 * @param thorough whether scenarios of three actors are explored too, and for longer
 * @param notes told what broke off, and why
 */
record Exploring(
    Target target, SchemaLease lease, Path runDirectory, boolean thorough, Consumer<String> notes) {

  private static final String EVERY_SCENARIO = "every scenario";

  /** Explores one scenario. */
  interface Each {
    Scorecard.Explored of(BankScenario scenario) throws Exception;
  }

  List<Scorecard.Explored> explore(BankStrategy strategy, Isolation level)
      throws InterruptedException {
    Budget budget = Budget.of(Duration.ofSeconds(thorough ? 60 : 5));
    List<BankScenario> scenarios =
        BankScenario.of(strategy, level).stream()
            .filter(scenario -> thorough || scenario.actors().size() == 2)
            .toList();
    List<Scorecard.Explored> all = List.of();
    try {
      lease.recreate();
      try (var explorer = new BankExplorer(target, lease.name(), strategy, level)) {
        all =
            inTurn(
                scenarios,
                each -> explored(explorer, each, explorer.explore(each, budget)),
                note -> notes.accept(strategy.name() + ": " + note));
      }
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      notes.accept(strategy.name() + ": exploring broke off: " + failed.getMessage());
      return all.isEmpty() ? List.of(brokenOff(EVERY_SCENARIO, failed)) : all;
    }
    return all;
  }

  /**
   * One scenario after the other, up to the first that breaks off: an explorer that has thrown is
   * asked nothing more.
   */
  static List<Scorecard.Explored> inTurn(
      List<BankScenario> scenarios, Each each, Consumer<String> notes) throws InterruptedException {
    List<Scorecard.Explored> all = new ArrayList<>();
    for (BankScenario scenario : scenarios) {
      try {
        all.add(each.of(scenario));
      } catch (InterruptedException stopped) {
        throw stopped;
      } catch (Exception failed) {
        notes.accept("exploring broke off in " + scenario.name() + ": " + failed.getMessage());
        all.add(brokenOff(scenario.name(), failed));
        break;
      }
    }
    return all;
  }

  /** What is left of a scenario that broke off. */
  static Scorecard.Explored brokenOff(String scenario, Exception failure) {
    return new Scorecard.Explored(
        scenario, "inconclusive", "INCONCLUSIVE: " + failure.getMessage(), false, 0, "", "");
  }

  private Scorecard.Explored explored(
      BankExplorer explorer, BankScenario scenario, Exploration exploration) throws Exception {
    if (exploration.witness().isPresent()) {
      trace(explorer, scenario, exploration.witness().get());
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

  /**
   * Without it the verdict stands all the same: a deadlock in this JVM is not gone through twice.
   */
  private void trace(BankExplorer explorer, BankScenario scenario, Witness witness)
      throws InterruptedException {
    try {
      var outside = target.unpooled(Isolation.READ_COMMITTED, lease.name());
      var tables =
          Trail.of(
              explorer.explorer(), explorer.scenario(scenario), witness.run().choices(), outside);
      TraceFile.write(runDirectory, witness, tables);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      notes.accept(scenario.name() + ": no trace was written: " + failed.getMessage());
    }
  }
}
