package dev.overdraft.cli;

import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.history.Isolation;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;

/**
 * A strategy, and the scenarios that it is to be explored in.
 *
 * @param name what it was asked for by: its own name or its family's, with the scenario's if that
 *     was named
 */
record ExploredStrategy(String name, BankStrategy strategy, List<BankScenario> scenarios) {

  ExploredStrategy {
    scenarios = List.copyOf(scenarios);
  }

  /** Without the scenarios that cannot be asked of the strategy at this level. */
  ExploredStrategy at(Isolation level) {
    List<BankScenario> asked = BankScenario.of(strategy, level);
    return new ExploredStrategy(
        name, strategy, scenarios.stream().filter(asked::contains).toList());
  }

  /** What to say where none of them can be asked. */
  String notAsked(Isolation level) {
    return "%s is not asked %s at %s: it promises nothing of what that is about"
        .formatted(
            strategy.name(),
            String.join(", ", scenarios.stream().map(BankScenario::name).toList()),
            level.sql());
  }
}
