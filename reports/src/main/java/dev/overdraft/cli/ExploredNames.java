package dev.overdraft.cli;

import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.scenarios.Catalogue;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.scenarios.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the names behind {@code explore} mean.
 *
 * @param strategies in which scenarios, by their own names or their families'
 * @param scenarios anti-patterns, or one variant of them
 * @param everyScenario whether they were asked for as all of them
 * @param money techniques of money arithmetic
 */
record ExploredNames(
    List<ExploredStrategy> strategies,
    List<Scenarios.Named> scenarios,
    boolean everyScenario,
    List<String> money) {

  private static final String EVERY_SCENARIO = "scenarios";

  /**
   * Looks them up.
   *
   * @param actors of a strategy whose scenario is not named, those of at most so many actors
   */
  static ExploredNames of(
      List<String> names, int actors, Selection selection, Catalogue catalogue) {
    if (names.isEmpty()) {
      throw new UsageException("explore what? A name from 'overdraft list', or several");
    }
    List<ExploredStrategy> strategies = new ArrayList<>();
    List<Scenarios.Named> scenarios = new ArrayList<>();
    for (String name : names) {
      if (name.equals(EVERY_SCENARIO)) {
        catalogue
            .all()
            .forEach(ap -> scenarios.add(new Scenarios.Named(ap, Variant.BROKEN, false)));
      } else if (!MoneyReport.knows(name)) {
        catalogue
            .find(name)
            .filter(named -> !selection.knows(name))
            .ifPresentOrElse(
                scenarios::add, () -> strategies.addAll(strategies(selection, name, actors)));
      }
    }
    return new ExploredNames(
        strategies,
        scenarios,
        names.contains(EVERY_SCENARIO),
        names.stream().filter(MoneyReport::knows).toList());
  }

  /** Those of one name, which may have a scenario's behind a dot. */
  private static List<ExploredStrategy> strategies(Selection selection, String name, int actors) {
    int dot = name.indexOf('.');
    String scenario = dot < 0 ? "" : name.substring(dot + 1);
    List<BankScenario> scenarios =
        BankScenario.all().stream()
            .filter(
                s -> scenario.isEmpty() ? s.actors().size() <= actors : s.name().equals(scenario))
            .toList();
    if (scenarios.isEmpty()) {
      throw new UsageException(
          "there is no scenario '%s': use one of %s"
              .formatted(scenario, BankScenario.all().stream().map(BankScenario::name).toList()));
    }
    return selection.of(List.of(dot < 0 ? name : name.substring(0, dot))).stream()
        .map(strategy -> new ExploredStrategy(name, strategy, scenarios))
        .toList();
  }
}
